#pragma once
// One applicant at one form: events in, effects out, no I/O. Runs in the browser behind bridge.cpp and natively in
// tests.
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "application/saved_draft.h"
#include "base/result.h"
#include "form/flow.h"
#include "page/build_page.h"

namespace lesepass::wasm {

// See events.h for both lists.
struct Event {
    std::string name;
    std::vector<std::string> arguments;
};
struct Effect {
    std::string name;
    std::vector<std::string> arguments;
    bool operator==(const Effect&) const = default;
};

class Session {
public:
    // `state_json`:
    // {"applicationId","today","language","step","formAction","answers","attachments","library","directory"} as routes
    // write it. Failure codes "json.*", "session.state".
    static Result<Session> create(std::string_view state_json, Catalog catalog);

    // nullopt: not an event (unknown name or wrong number of arguments); nothing happened.
    std::optional<std::vector<Effect>> dispatch(const Event& event);
    void use_catalog(Catalog catalog) { catalog_ = std::move(catalog), page_.reset(), shown_.clear(); }
    // Bytes of places.bin. False: they are not; nothing happened.
    bool use_places(std::string_view bytes);

    // As it is after the last event; built once.
    const page::Page& page() const;
    const form::Draft& draft() const { return draft_; }
    form::StepId step() const { return step_; }

private:
    explicit Session(Catalog catalog) : catalog_(std::move(catalog)) {}

    form::World world() const { return {tenant_, directory_, catalog_, today_}; }
    std::vector<form::FieldProblem> visible_problems() const;
    page::Page build() const;
    void show_title() { emit("title", {build().title}); }

    void on_change(const form::Field& field, const std::string& value);
    void on_blur(const form::Field& field);
    void on_press(const std::string& action);
    void on_load(const std::string& content);
    bool on_saved_press(const std::string& action);
    page::Page page_of_load() const;
    void add_carried(page::Page& page) const;
    void on_file(const form::Field& field, const std::vector<std::string>& arguments);
    void on_stored(const form::Field& field, const std::string& attachment_json);
    void on_progress(const form::Field& field, const std::string& per_cent);
    void on_submitted(const std::string& status, const std::string& body);
    bool on_field_event(const Event& event);

    void on_places(const std::string& state);
    void ask_for_places();

    void enter_step(form::StepId step);
    void refuse_one_more(const form::Field& field);
    // A problem of the file under way, in words of the present language.
    void refuse_file(form::FieldId id, Text reason, std::string message);
    void on_language();
    std::vector<form::FieldProblem> read_server_problems(std::string_view body) const;
    void show_step(form::StepId step);
    void show_problems(const form::Advance& advance);
    void show_notice(Text text);
    void submit();
    void leave_with_draft(const std::string& tenant, form::StepId step, std::string_view action);
    void show_server_problems(std::string_view body);
    void emit(const char* name, std::initializer_list<std::string_view> arguments = {});
    bool is_watched(form::FieldId id) const { return watched_[static_cast<std::size_t>(id)]; }
    void watch(form::FieldId id) { watched_[static_cast<std::size_t>(id)] = true; }

    Catalog catalog_;
    Tenant tenant_;
    Directory directory_;
    Date today_;
    std::string form_action_;
    form::Draft draft_;
    form::StepId step_ = form::StepId::Start;
    // Fields whose problems are shown.
    std::bitset<static_cast<std::size_t>(form::FieldId::Extra8) + 1> watched_;
    struct FileProblem {
        form::FieldProblem problem;
        std::vector<std::string> file;  // as told by the event "file": says it again in another language
    };
    std::vector<FileProblem> file_problems_;  // what was wrong with a file, until the next try
    std::vector<form::FieldProblem> server_problems_;
    std::string server_answer_;  // where they stand in every language
    Text notice_ = Text::None;
    std::optional<SavedDraft> offer_;  // loaded, and to be decided upon
    struct Before {
        form::Draft draft;
        form::StepId step;
    };
    std::optional<Before> before_load_;
    std::vector<std::string> file_ = {"", "", "", ""};  // of the upload under way: control, name, size, head
    bool with_summary_ = false;
    bool changing_ = false;  // on the way from the summary through "change" and back
    bool submitting_ = false;
    // The list of places is fetched when an address is asked for. Out of reach, it is asked for again with the next
    // button.
    enum class Places { NotAsked, Asked, OutOfReach } places_ = Places::NotAsked;
    std::vector<Effect> effects_;
    mutable std::optional<page::Page> page_;
    std::string shown_;  // what is on the page apart from what somebody is typing; empty: not known
};

}  // namespace lesepass::wasm
