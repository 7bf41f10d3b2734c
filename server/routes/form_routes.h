#pragma once
// Between the routes that show the form (form_routes.cpp, saved_routes.cpp). Nobody else includes this.
#include "http/request.h"
#include "http/response.h"
#include "routes/context.h"
#include "usecases/plain_step.h"

namespace lesepass::server {

struct Look {
    Face face = Face::Live;
    bool kiosk = false;
};
Look look_of(const http::Request& request, bool kiosk);
http::Response show_form(const RouteContext& context, const ShowStep& show, const Look& look, int status);
// The draft as the page carries it. Failure "draft.expired", "draft.forged".
Result<form::Draft> carried_draft(const App& app, const http::Request& request);
// Posted to the form: somebody wants to save, or takes back what was loaded.
http::Response show_saving(const RouteContext& context, const ShowStep& show);

}  // namespace lesepass::server
