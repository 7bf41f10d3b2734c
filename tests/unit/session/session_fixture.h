#pragma once
// A session at a demo library, and short words for what web/ does to it.
#include <doctest/doctest.h>

#include "application/application_json.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "places/known_places.h"
#include "responsibility/directory_json.h"
#include "session.h"
#include "tenant/tenant_json.h"
#include "text/languages.h"

namespace lesepass::test {

using form::FieldId;
using form::StepId;
using wasm::Effect;
using Effects = std::vector<Effect>;

inline std::string state_of(std::string_view library, StepId step, const form::Draft& draft,
                            Language language = Language::De) {
    json::Writer w;
    w.begin_object().member("applicationId", draft.application.text()).member("today", format_iso(example_day));
    w.member("language", code_of(language)).member("step", form::step(step).key);
    w.member("formAction", "/" + std::string(library) + "/");
    write_answers(w, draft);
    write_attachments(w, draft);
    w.key("library").raw(write_public_tenant(demo_library(library)));
    w.key("directory").raw(write_directory(demo_directory())).end_object();
    return w.take();
}

// Before the list of places has arrived.
inline wasm::Session an_early_session(std::string_view library, StepId step, const form::Draft& draft,
                                      Language language = Language::De) {
    auto session = wasm::Session::create(state_of(library, step, draft, language), catalog_of(language));
    REQUIRE_MESSAGE(session.ok(), (session.ok() ? "" : session.failure().detail));
    return std::move(session.value());
}

inline wasm::Session a_session(std::string_view library, StepId step, const form::Draft& draft,
                               Language language = Language::De) {
    auto session = an_early_session(library, step, draft, language);
    REQUIRE(session.use_places(server::places_bin()));
    return session;
}

inline Effects send(wasm::Session& session, std::string name, std::vector<std::string> arguments) {
    auto effects = session.dispatch({std::move(name), std::move(arguments)});
    REQUIRE(effects.has_value());
    return *effects;
}
inline Effects type(wasm::Session& session, FieldId field, const std::string& text) {
    return send(session, "change", {std::string(form::field(field).wire_name), text});
}
inline Effects leave(wasm::Session& session, FieldId field) {
    return send(session, "blur", {std::string(form::field(field).wire_name)});
}
inline Effects press(wasm::Session& session, const std::string& action) { return send(session, "press", {action}); }

inline const Effect* find_effect(const Effects& effects, std::string_view name) {
    for (const auto& effect : effects)
        if (effect.name == name) return &effect;
    return nullptr;
}
inline bool has(const Effects& effects, std::string_view name) { return find_effect(effects, name) != nullptr; }
// First argument of an effect; "(none)" without it.
inline std::string first(const Effects& effects, std::string_view name) {
    const auto* effect = find_effect(effects, name);
    return effect == nullptr ? "(none)" : effect->arguments.at(0);
}
inline std::string error_at(const wasm::Session& session, FieldId field) {
    for (const auto& node : session.page().body)
        if (node.name == form::field(field).wire_name) return node.error;
    return "(not on the page)";
}
inline bool has_summary(const wasm::Session& session) {
    for (const auto& node : session.page().body)
        if (node.kind == page::NodeKind::ErrorSummary) return true;
    return false;
}
inline std::string notice_of(const wasm::Session& session) {
    for (const auto& node : session.page().body)
        if (node.id == "lp-notice") return node.value;
    return {};
}

}  // namespace lesepass::test
