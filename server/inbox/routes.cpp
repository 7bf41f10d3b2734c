#include "inbox/routes.h"

#include <memory>

#include "inbox/application_page.h"
#include "inbox/documents.h"
#include "inbox/list_page.h"
#include "inbox/sign_in_page.h"

namespace lesepass::server {

using http::Method;
using http::Request;

void add_inbox_routes(http::Router& router, RouteContext& context) {
    // Lives as long as the handlers that hold it.
    const std::shared_ptr<inbox::Inbox> box(new inbox::Inbox{.context = context});
    router.add(Method::Get, "/inbox", [](const Request&) { return inbox::redirect(inbox::list_path); });
    router.add(Method::Get, inbox::sign_in_path, [box](const Request& r) { return inbox::show_sign_in(*box, r); });
    router.add(Method::Post, inbox::sign_in_path, [box](const Request& r) { return inbox::post_sign_in(*box, r); });

    const auto add = [&](Method method, const char* path, auto page) {
        router.add(method, path, [box, page](const Request& r) {
            return inbox::for_visitor(*box, r, [&](const inbox::Visitor& visitor) { return page(*box, visitor, r); });
        });
    };
    add(Method::Get, "/inbox/", inbox::show_list);
    add(Method::Post, "/inbox/",
        [](inbox::Inbox&, const inbox::Visitor&, const Request& r) { return inbox::post_list(r); });
    add(Method::Get, "/inbox/applications/{id}", inbox::show_application);
    add(Method::Post, "/inbox/applications/{id}", inbox::post_application);
    add(Method::Get, "/inbox/applications/{id}/record.pdf",
        [](inbox::Inbox& i, const inbox::Visitor& v, const Request& r) {
            return inbox::show_record(i, v, r, inbox::RecordFormat::Pdf);
        });
    add(Method::Get, "/inbox/applications/{id}/record.json",
        [](inbox::Inbox& i, const inbox::Visitor& v, const Request& r) {
            return inbox::show_record(i, v, r, inbox::RecordFormat::Json);
        });
    add(Method::Get, "/inbox/applications/{id}/documents/{document}", inbox::show_document);
}

}  // namespace lesepass::server
