// How many applications a core can parse and validate: a family in Siegen with everything that can be asked.
//   rules_bench <seconds>  ->  {"bytes":N,"validate":N,"submission":N,"state":"..."} (a second; state: for core.wasm)
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "application/application_json.h"
#include "demo_libraries.h"
#include "drafts.h"
#include "form/validate.h"
#include "live_state.h"

using namespace lesepass;
using namespace lesepass::test;
using form::FieldId;

namespace {
form::Draft a_family() {
    auto draft = with(an_adult(), {{FieldId::Purpose, "new"},
                                   {FieldId::Postcode, "57072"},
                                   {FieldId::Town, "Siegen"},
                                   {FieldId::Telephone, "0271 123456"},
                                   {FieldId::CardCategory, "family"},
                                   {FieldId::FamilySize, "4"},
                                   {FieldId::FamilyHousehold, "yes"},
                                   {FieldId::IdentityKind, "id-card"},
                                   {FieldId::PaymentMethod, "at-counter"}});
    for (int n = 1; n <= 4; ++n)
        draft = with(std::move(draft), {{form::member_name(n), "Emma O’Brien-Müller"},
                                        {form::member_birth_date(n), "1.2." + std::to_string(2010 + n)}});
    return draft;
}

// Takes the first option of whatever is still asked for.
form::Draft completed(form::Draft draft, const form::World& world) {
    for (int round = 0; round < 20; ++round) {
        const auto facts = form::derive_facts(draft, world);
        const auto problems = form::check_draft(draft, world, facts);
        if (problems.empty()) return draft;
        const auto& field = form::field(problems.front().field);
        const auto options = form::options_of(field.id, world, facts);
        if (field.kind == form::FieldKind::Upload)
            draft.attach(a_proof(field.id, static_cast<int>(field.id)));
        else
            draft.set(field.id, options.empty() ? "yes" : options.front().value);
    }
    std::cerr << "rules_bench: the family's application can not be completed\n";
    std::exit(1);
}

template <class Work>
double per_second(double seconds, Work work) {
    using clock = std::chrono::steady_clock;
    const auto begun = clock::now();
    std::size_t count = 0;
    double elapsed = 0;
    while (elapsed < seconds) {
        for (int i = 0; i < 50; ++i) work();
        count += 50;
        elapsed = std::chrono::duration<double>(clock::now() - begun).count();
    }
    return static_cast<double>(count) / elapsed;
}

void expect(bool fine) {
    if (!fine) std::cerr << "rules_bench: not valid\n", std::exit(1);
}
}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::atof(argv[1]) : 1.0;
    const auto world = demo_world("siegen");
    const auto draft = completed(a_family(), world);
    const auto application = make_application(draft, world);
    const auto body = encode_application(application), submission = encode_submission(application);
    const auto is_valid = [&](const Application& a) {
        return form::check_draft(a.draft, world, form::derive_facts(a.draft, world)).empty();
    };
    const double validate = per_second(seconds, [&] {
        const auto decoded = decode_application(*json::parse(body));
        expect(decoded.problems.empty() && is_valid(decoded.application));
    });
    const double whole = per_second(seconds, [&] {
        const auto decoded = decode_submission(*json::parse(submission));
        expect(decoded.problems.empty() && is_valid(decoded.application));
    });
    json::Writer answers, attachments;
    LiveState state{.step = "summary"};
    answers.begin_object(), write_answers(answers, draft), answers.end_object();
    attachments.begin_object(), write_attachments(attachments, draft), attachments.end_object();
    const auto inside = [](const std::string& object) {
        const auto colon = object.find(':');
        return object.substr(colon + 1, object.size() - colon - 2);
    };
    state.answers = inside(answers.take()), state.attachments = inside(attachments.take());
    json::Writer out;
    out.begin_object().member_integer("bytes", static_cast<std::int64_t>(body.size()));
    out.member_integer("validate", static_cast<std::int64_t>(validate));
    out.member_integer("submission", static_cast<std::int64_t>(whole));
    out.member("state", live_state(demo_library("siegen"), demo_directory(), state)).end_object();
    std::cout << out.take() << "\n";
}
