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

struct PostedFile {
    std::string purpose, name;
    std::string_view bytes;
};

struct PlainPost {
    form::Draft draft;                        // as carried by the page
    form::StepId step = form::StepId::Start;  // the page that was posted
    Language language = Language::De;
    std::string action;                          // empty: Enter was pressed, "next"
    std::map<std::string, std::string> answers;  // by wire name; unknown names are ignored
    std::vector<PostedFile> files;
};

// Show this page.
struct ShowStep {
    const Tenant* tenant = nullptr;
    form::Draft draft;
    form::StepId step = form::StepId::Start;
    Language language = Language::De;
    std::vector<form::FieldProblem> problems;
    std::optional<Text> notice;  // something went wrong on our side, or DraftLate
    bool changing = false;       // came from the summary and goes back there
    // Before saved answers were loaded: sealed, carried along until somebody takes the loading back.
    std::string earlier = {};
    form::StepId earlier_step = form::StepId::Start;
};
// The form is complete; the receipt is stored.
struct FormDone {
    ApplicationRecord record;
};

// Keeps the files of a post with the draft; what is refused comes back as problems.
std::vector<form::FieldProblem> take_files(App& app, const Tenant& tenant, const std::vector<PostedFile>& files,
                                           form::Draft& draft, const Catalog& text);

// A page that was posted after its proofs may have been swept: the same page again with all answers, without the proofs
// that are gone, and with a word about it. Nobody's typing is thrown away because it took long.
ShowStep late_step(const App& app, const Tenant& tenant, PlainPost post);

std::variant<ShowStep, FormDone> plain_step(App& app, const Tenant& tenant, PlainPost post);

}  // namespace lesepass::server
