#pragma once
// The inbox as a browser meets it: requests through the router, cookies kept, forms filled from the page.
#include <sodium.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "adapters/files/file_blob_store.h"
#include "adapters/system/sodium_random.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "inbox/routes.h"
#include "payment/payment_service.h"
#include "store_fixture.h"
#include "usecases/draft_seal.h"
#include "usecases/records.h"

namespace lesepass::server::testing {

inline constexpr const char* right_password = "richtig-und-lang";

class StandingClock : public Clock {
public:
    UtcMillis now() const override { return time; }
    UtcMillis time = noon.plus_seconds(3600);
};

using Fields = std::map<std::string, std::string>;

// A browser without script.
class Browser {
public:
    Browser(const http::Router& router, std::string address) : router_(router), address_(std::move(address)) {}

    http::Response get(const std::string& url, http::Method method = http::Method::Get) {
        return send(method, url, {});
    }
    // With the page's CSRF token unless `fields` has one.
    http::Response post(const std::string& url, Fields fields) {
        if (!fields.contains("csrf")) fields["csrf"] = csrf;
        return send(http::Method::Post, url, std::move(fields));
    }
    http::Response follow(const http::Response& response) { return get(header(response, "Location")); }
    void sign_in(const std::string& user, const std::string& password = right_password) {
        get("/inbox/sign-in");
        const auto answer = post("/inbox/sign-in", {{"user", user}, {"password", password}});
        REQUIRE(answer.status == 303);
        get("/inbox/");
    }
    static std::string header(const http::Response& response, const std::string& name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return {};
    }

    std::string csrf;  // of the last page that had one
    std::map<std::string, std::string> cookies;
    std::map<std::string, std::string> extra_headers;

private:
    http::Response send(http::Method method, const std::string& url, Fields fields);
    void keep_cookies(const http::Response& response);

    const http::Router& router_;
    std::string address_;
};

class InboxFixture : public StoreFixture {
public:
    InboxFixture();

    Browser browser(const std::string& address = "192.0.2.1") { return {router, address}; }
    Browser signed_in(const std::string& user = "musterstadt") {
        auto out = browser();
        out.sign_in(user);
        return out;
    }
    void given_case_worker(const std::string& user, const std::string& tenant);
    // Stores a real application of that draft; its receipt number is "MU-<1000 + number>".
    ApplicationId given(unsigned number, form::Draft draft, ApplicationState state = ApplicationState::Submitted,
                        const std::string& tenant = "musterstadt", const std::vector<OutboxIntent>& intents = {});
    AttachmentId given_file(unsigned number, unsigned application, const std::string& name,
                            const std::string& media_type, const std::string& bytes);
    static std::string path_of(unsigned number) { return "/inbox/applications/" + application_id(number).text(); }

    StandingClock clock;
    SodiumRandom random;
    std::unique_ptr<FileBlobStore> blobs;
    LibraryShelf libraries;
    // Puts a state with that change in place of the present one, as a changed tenant file does.
    void change_libraries(const std::function<void(Libraries&)>& change);
    std::unique_ptr<PaymentService> payments;
    DraftSeal seal{std::string(32, 'k')};
    std::unique_ptr<App> app;
    std::unique_ptr<RouteContext> context;
    http::Router router;
    int outbox_wakes = 0;

private:
    std::vector<AttachmentId> files_;
};

inline bool contains(const http::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace lesepass::server::testing
