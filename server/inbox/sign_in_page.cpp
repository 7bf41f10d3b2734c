#include "inbox/sign_in_page.h"

#include <algorithm>

#include "base/utf8.h"

namespace lesepass::server::inbox {

using page::Node;
using page::Tone;

namespace {
// The sign-in form has no session yet: its token stands in a cookie of its own and must come back with the form.
constexpr const char* form_cookie = "lp_signin";
constexpr const char* refused_words = "Benutzername oder Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.";
constexpr const char* too_many_words =
    "Das waren zu viele Versuche. Bitte warten Sie einige Minuten und melden Sie sich dann noch einmal an.";

struct SignInView {
    std::string next, user, token, error;
    std::string note;  // why the person sees this page
};

page::Page sign_in_page(const SignInView& view) {
    std::vector<FieldError> errors;
    if (!view.error.empty()) errors.push_back({"f-user", view.error});
    auto page = blank_page("Lesepass: Eingangskorb", "Anmelden", errors);
    page.step = "sign-in";
    page.form_action = sign_in_path;
    page.hidden = {{"csrf", view.token}, {"next", view.next}};
    if (!view.note.empty()) page.body.push_back(page::notice(Tone::Info, "Hinweis", view.note));
    Node user = text_field("f-user", "user", "Benutzername");
    user.autocomplete = Autocomplete::Username, user.value = view.user, user.required = true, user.error = view.error;
    Node password = text_field("f-password", "password", "Passwort");
    password.autocomplete = Autocomplete::CurrentPassword, password.input_mode = InputMode::Password,
    password.required = true;
    page.body.push_back(std::move(user));
    page.body.push_back(std::move(password));
    page.body.push_back(page::button("Anmelden", "sign-in", Tone::Primary));
    return page;
}

// The same token for all tabs, or the form of the first one would be refused.
std::string form_token(const Inbox& inbox, const http::Request& request) {
    const auto known = request.cookie(form_cookie);
    if (SessionToken::parse(known)) return known;
    return SessionToken{inbox.app().random.bytes16()}.text();
}

http::Response answer(const Inbox& inbox, int status, const SignInView& view) {
    return respond(inbox, status, sign_in_page(view)).with("Set-Cookie", cookie_header(inbox, form_cookie, view.token));
}

std::string note_for(const http::Request& request) {
    if (request.query_param("expired") == "1")
        return "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich noch einmal an, danach geht es auf der "
               "gewünschten Seite weiter.";
    if (request.query_param("out") == "1") return "Sie sind abgemeldet.";
    return {};
}
}  // namespace

std::string local_path(const std::string& wanted) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-'; };
    const bool fine =
        wanted.starts_with(list_path) && wanted.size() < 200 && std::all_of(wanted.begin(), wanted.end(), plain);
    return fine && wanted != sign_in_path ? wanted : list_path;
}

http::Response show_sign_in(const Inbox& inbox, const http::Request& request) {
    const auto next = local_path(request.query_param("next"));
    if (find_session(inbox.app(), request.cookie(session_cookie))) return redirect(next);
    auto page = sign_in_page(
        {.next = next, .user = {}, .token = form_token(inbox, request), .error = {}, .note = note_for(request)});
    // A link in a mail does not carry a SameSite=Strict cookie; the next click within the page does.
    if (request.header("sec-fetch-site") == "cross-site")
        page.body.push_back(page::link("Schon angemeldet? Weiter zur Seite", next));
    return respond(inbox, 200, page).with("Set-Cookie", cookie_header(inbox, form_cookie, page.hidden.front().value));
}

http::Response post_sign_in(Inbox& inbox, const http::Request& request) {
    SignInView view{.next = local_path(request.field("next")),
                    .user = clean_line(request.field("user")),
                    .token = form_token(inbox, request),
                    .error = {},
                    .note = {}};
    const auto expected = request.cookie(form_cookie);
    if (!SessionToken::parse(expected) || !is_same_secret(request.field("csrf"), expected)) {
        view.note =
            "Das Formular war nicht mehr gültig. Bitte melden Sie sich noch einmal an. Ihr Browser muss dafür Cookies "
            "dieser Seite annehmen.";
        return answer(inbox, 403, view);
    }
    const auto token = sign_in(
        inbox.app(), inbox.guard,
        {.user = request.field("user"), .password = request.field("password"), .address = request.remote_address});
    if (token) return redirect(view.next).with("Set-Cookie", cookie_header(inbox, session_cookie, token->text()));
    if (token.failure().code == "sign-in.too-many") {
        view.error = too_many_words;
        return answer(inbox, 429, view).with("Retry-After", "60");
    }
    if (token.failure().code != "sign-in.refused") return unavailable(inbox);
    view.error = refused_words;
    return answer(inbox, 403, view);
}

}  // namespace lesepass::server::inbox
