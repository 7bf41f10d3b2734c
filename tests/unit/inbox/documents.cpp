#include "inbox_fixture.h"

namespace lesepass::server::testing {

namespace {
std::string url_of(unsigned application, AttachmentId file) {
    return InboxFixture::path_of(application) + "/documents/" + file.text();
}
std::string header(const http::Response& response, const char* name) { return Browser::header(response, name); }
}  // namespace

TEST_CASE("files: what a browser shows is shown without any right, everything else is saved") {
    struct Row {
        const char *name, *type, *kind;
    };
    for (const auto& row : std::vector<Row>{{"a.jpg", "image/jpeg", "inline"},
                                            {"a.png", "image/png", "inline"},
                                            {"a.webp", "image/webp", "inline"},
                                            {"a.pdf", "application/pdf", "inline"},
                                            {"a.heic", "image/heic", "attachment"},
                                            {"a.tif", "image/tiff", "attachment"},
                                            {"a.html", "text/html", "attachment"},
                                            {"a.svg", "image/svg+xml", "attachment"}}) {
        INFO(row.name);
        InboxFixture there;
        const auto file = there.given_file(1, 1, row.name, row.type, "<script>alert(1)</script>");
        there.given(1, test::an_adult());
        auto browser = there.signed_in();
        const auto shown = browser.get(url_of(1, file));
        CHECK(shown.status == 200);
        CHECK(shown.body == "<script>alert(1)</script>");
        CHECK(header(shown, "Content-Disposition").starts_with(std::string(row.kind) + ";"));
        const bool ours = std::string_view(row.type).find("svg") == std::string_view::npos &&
                          row.type != std::string_view("text/html");
        CHECK(shown.content_type == (ours ? row.type : "application/octet-stream"));
        CHECK(header(shown, "X-Content-Type-Options") == "nosniff");
        CHECK(header(shown, "Cache-Control") == "no-store");
        const auto policy = header(shown, "Content-Security-Policy");
        CHECK(policy.starts_with("default-src 'none'"));
        CHECK(policy.ends_with("; sandbox"));  // and no allow-... behind it
        CHECK(policy.find("script-src") == std::string::npos);
        CHECK(header(browser.get(url_of(1, file) + "?download=1"), "Content-Disposition").starts_with("attachment;"));
    }
}

TEST_CASE("files: a name can not break the header") {
    InboxFixture there;
    const auto file =
        there.given_file(1, 1, "Müller \"x\"; filename=evil.html\r\nX-Evil: 1.jpg", "image/jpeg", "bytes");
    there.given(1, test::an_adult());
    auto browser = there.signed_in();
    const auto value = header(browser.get(url_of(1, file)), "Content-Disposition");
    CHECK(value ==
          "inline; filename=\"M__ller _x__ filename_evil.html__X-Evil_ 1.jpg\"; "
          "filename*=UTF-8''M%C3%BCller%20%22x%22%3B%20filename%3Devil.html%0D%0AX-Evil%3A%201.jpg");
}

TEST_CASE("files: only those of this application, only undamaged ones") {
    InboxFixture there;
    const auto mine = there.given_file(1, 1, "a.jpg", "image/jpeg", "bytes");
    there.given(1, test::an_adult());
    const auto other = there.given_file(2, 2, "b.jpg", "image/jpeg", "other");
    there.given(2, test::an_adult());
    there.given_file(3, 4, "draft.jpg", "image/jpeg", "never submitted");
    auto browser = there.signed_in();
    CHECK(browser.get(url_of(1, other)).status == 404);
    CHECK(browser.get(url_of(2, mine)).status == 404);
    CHECK(browser.get(url_of(4, attachment_id(3))).status == 404);
    CHECK(browser.get(url_of(1, attachment_id(77))).status == 404);
    CHECK(browser.get(InboxFixture::path_of(1) + "/documents/..%2f..").status == 404);
    REQUIRE(there.blobs->remove(mine));
    const auto gone = browser.get(url_of(1, mine));
    CHECK(gone.status == 500);
    CHECK(contains(gone, "beschädigt"));
    REQUIRE(there.blobs->put(mine, "altered"));
    CHECK(browser.get(url_of(1, mine)).status == 500);
    CHECK_FALSE(contains(browser.get(url_of(1, mine)), "altered"));
}

}  // namespace lesepass::server::testing
