#include "inbox_fixture.h"

namespace lesepass::server::testing {

namespace {
// The cheapest parameters that libsodium verifies: these tests are not about the work.
const std::string& cheap_hash() {
    static const std::string hash = [] {
        char out[crypto_pwhash_STRBYTES];
        const std::string_view password = right_password;
        REQUIRE(crypto_pwhash_str_alg(out, password.data(), password.size(), crypto_pwhash_OPSLIMIT_MIN,
                                      crypto_pwhash_MEMLIMIT_MIN, crypto_pwhash_ALG_ARGON2ID13) == 0);
        return std::string(out);
    }();
    return hash;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const auto start = text.find(before);
    if (start == std::string::npos) return {};
    const auto from = start + before.size();
    return text.substr(from, text.find(after, from) - from);
}
}  // namespace

http::Response Browser::send(http::Method method, const std::string& url, Fields fields) {
    http::Request request;
    request.method = method, request.remote_address = address_, request.fields = std::move(fields);
    request.path = url.substr(0, url.find('?'));
    for (std::string rest = url.find('?') == std::string::npos ? "" : url.substr(url.find('?') + 1); !rest.empty();) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.erase(0, pair.size() + 1);
        request.query[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    }
    request.headers = extra_headers;
    std::string& line = request.headers["cookie"];
    for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
    const auto match = router_.match(method, request.path);
    REQUIRE(match.handler != nullptr);
    request.params = match.params, request.route = match.pattern;
    auto response = (*match.handler)(request);
    keep_cookies(response);
    if (const auto token = between(response.body, "name=\"csrf\" value=\"", "\""); !token.empty()) csrf = token;
    return response;
}

void Browser::keep_cookies(const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (name != "Set-Cookie") continue;
        const auto pair = value.substr(0, value.find(';'));
        const auto key = pair.substr(0, pair.find('=')), content = pair.substr(pair.find('=') + 1);
        if (content.empty())
            cookies.erase(key);
        else
            cookies[key] = content;
    }
}

InboxFixture::InboxFixture() {
    auto opened = FileBlobStore::open(folder.path() + "/attachments");
    REQUIRE(opened);
    blobs = std::move(*opened);
    change_libraries([](Libraries& next) {
        for (const auto* key : {"musterstadt", "hilden", "koeln"}) next.by_key[key] = test::demo_library(key);
        next.directory = test::demo_directory();
    });
    payments = std::make_unique<PaymentService>(PaymentDependencies{
        .store = store(),
        .clock = clock,
        .random = random,
        .public_url = "https://lesepass.example",
        .platform = [](const std::string&) -> std::optional<PaymentPlatform> { return std::nullopt; },
        .on_paid = [](const ApplicationRecord&, const PaymentRecord&) -> std::vector<OutboxIntent> { return {}; }});
    app = std::make_unique<App>(App{.store = store(),
                                    .blobs = *blobs,
                                    .clock = clock,
                                    .random = random,
                                    .libraries = libraries,
                                    .payments = *payments,
                                    .seal = seal,
                                    .public_url = "https://lesepass.example",
                                    .mail_from = "noreply@lesepass.example",
                                    .wake_outbox = [this] { ++outbox_wakes; }});
    context = std::make_unique<RouteContext>(
        RouteContext{.app = *app,
                     .asset_url = [](std::string_view name) { return "/assets/" + std::string(name); },
                     .extra_embed_origins = {},
                     .version = "test"});
    add_inbox_routes(router, *context);
    for (const auto* key : {"musterstadt", "hilden", "koeln"}) given_case_worker(key, key);
}

void InboxFixture::change_libraries(const std::function<void(Libraries&)>& change) {
    Libraries next = *libraries;
    change(next);
    libraries.replace(std::move(next), clock.now().value);
}

void InboxFixture::given_case_worker(const std::string& user, const std::string& tenant) {
    REQUIRE(store().upsert_case_worker(
        {.user_name = user, .tenant = tenant, .display_name = "Demo " + user, .password_hash = cheap_hash()}));
}

ApplicationId InboxFixture::given(unsigned number, form::Draft draft, ApplicationState state, const std::string& tenant,
                                  const std::vector<OutboxIntent>& intents) {
    draft.application = application_id(number);
    const auto world = test::demo_world(tenant);
    const auto application = make_application(draft, world);
    const auto fee = form::derive_facts(draft, world).fee;
    auto record = an_application(number);
    record.tenant = tenant, record.state = state, record.fee = fee.total, record.fee_json = encode_fee(fee);
    record.json = encode_application(application), record.content_hash = content_hash(application);
    const auto stored = store().submit(record, search_text_of(application, record.receipt_number), files_, intents);
    files_.clear();
    INFO(code_of(stored));
    REQUIRE(stored);
    return record.id;
}

AttachmentId InboxFixture::given_file(unsigned number, unsigned application, const std::string& name,
                                      const std::string& media_type, const std::string& bytes) {
    auto record = an_attachment(number, application);
    record.purpose = "proof.identity", record.file_name = name, record.media_type = media_type;
    record.size_bytes = static_cast<std::int64_t>(bytes.size()), record.sha256_hex = sha256_hex(bytes);
    REQUIRE(store().add_attachment(record));
    REQUIRE(blobs->put(record.id, bytes));
    files_.push_back(record.id);
    return record.id;
}

}  // namespace lesepass::server::testing
