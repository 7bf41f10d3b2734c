#pragma once
#include <variant>
#include <vector>

#include "application/application_json.h"
#include "form/validate.h"
#include "usecases/app.h"

namespace lesepass::server {

struct Submitted {
    ApplicationRecord record;
    bool created = false;  // false: the same submission arrived before; this is its first receipt
};
struct NotAcceptable {
    std::vector<form::FieldProblem> problems;
    const Tenant* tenant;  // whose rules said so: its file may be another one by the next look
};
struct SubmissionConflict {};  // the id was used for another content

// What is missing or not right in it by the rules of today, in the words of a language; empty: nothing.
std::vector<form::FieldProblem> problems_of(const App& app, const Tenant& tenant, const Application& application,
                                            Language language);

using SubmitResult = std::variant<Submitted, NotAcceptable, SubmissionConflict, Failure>;

// Validates with the server's clock, recomputes the fee, checks every proof against what is stored, and makes all of it
// durable in one transaction. Idempotent by id and content. Failure "submit.library": no such library; store failures.
SubmitResult submit_application(App& app, const Application& application);

}  // namespace lesepass::server
