#pragma once
// One press of a button on the plain page: answers and files in, the next page (or the end of the form) out. No HTTP.
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "form/flow.h"
#include "usecases/app.h"
#include "usecases/keep_attachment.h"

namespace lesepass::server {

struct PlainPost {
    form::Draft draft;                        // as carried by the page
    form::StepId step = form::StepId::Start;  // the page that was posted
    Language language = Language::De;
    std::string action;                          // empty: Enter was pressed, "next"
    std::map<std::string, std::string> answers;  // by wire name; unknown names are ignored
    struct File {
        std::string purpose, name;
        std::string_view bytes;
    };
    std::vector<File> files;
};

// Show this page.
struct ShowStep {
    const Tenant* tenant = nullptr;
    form::Draft draft;
    form::StepId step = form::StepId::Start;
    Language language = Language::De;
    std::vector<form::FieldProblem> problems;
    std::optional<Text> notice;  // something went wrong on our side
};
// The form is complete; the receipt is stored.
struct FormDone {
    ApplicationRecord record;
};

std::variant<ShowStep, FormDone> plain_step(App& app, const Tenant& tenant, PlainPost post);

}  // namespace lesepass::server
