#pragma once
// What all pages of the inbox share: who looks, the page around the content, the answer's headers, the cookies.
#include <functional>
#include <string>
#include <vector>

#include "http/router.h"
#include "page/build_page.h"
#include "routes/context.h"
#include "usecases/sign_in.h"

namespace lesepass::server::inbox {

struct Inbox {
    RouteContext& context;
    SignInGuard guard{};

    App& app() const { return context.app; }
};

// A signed-in case worker. Sees the applications of `tenant` only.
struct Visitor {
    Session session;
    const Tenant& tenant;

    const std::string& user() const { return session.case_worker.user_name; }
};

inline constexpr const char* session_cookie = "lp_session";
inline constexpr const char* list_path = "/inbox/";
inline constexpr const char* sign_in_path = "/inbox/sign-in";

// Page with title and first heading; `errors`, if any, stand above it as a summary with links.
struct FieldError {
    std::string field_id, message;
};
page::Page blank_page(const std::string& library, const std::string& title, const std::vector<FieldError>& errors = {});
page::Page visitor_page(const Visitor& visitor, const std::string& title, const std::vector<FieldError>& errors = {});
// The end of a visitor's page: who is signed in, and the button to sign out.
void add_sign_out(page::Page& page, const Visitor& visitor);

page::Node text_field(std::string id, std::string name, std::string label);
page::Node table(std::string id, std::string caption, std::vector<std::string> columns);
void add_row(page::Node& table, std::vector<page::Node> cells);

http::Response respond(const Inbox& inbox, int status, const page::Page& page);
http::Response redirect(const std::string& local_path);
// German, the same for "not yours" and "does not exist".
http::Response not_found(const Inbox& inbox);
http::Response unavailable(const Inbox& inbox);

// "lp_session=...; Path=/inbox; HttpOnly; SameSite=Strict[; Secure]". An empty value deletes the cookie.
std::string cookie_header(const Inbox& inbox, const std::string& name, const std::string& value);

// Runs `handle` for a signed-in visitor; others are sent to the sign-in page and come back afterwards. A POST must
// carry the session's CSRF token. The button "sign-out" is dealt with here, it stands on every page.
using VisitorHandler = std::function<http::Response(const Visitor&)>;
http::Response for_visitor(Inbox& inbox, const http::Request& request, const VisitorHandler& handle);

}  // namespace lesepass::server::inbox
