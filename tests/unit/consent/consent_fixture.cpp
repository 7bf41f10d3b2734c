#include "consent_fixture.h"

#include "form/definition.h"
#include "routes/routes.h"

namespace lesepass::server::testing {

using form::FieldId;

ConsentFixture::ConsentFixture() {
    change_libraries([](Libraries& next) {
        for (const auto* key : {"hagen", "bochum"}) next.by_key[key] = test::demo_library(key);
        next.by_key["hagen"].identity_proof = IdentityProof::AtCounter;  // these tests are about the guardian
    });
    given_case_worker("hagen", "hagen");
    add_consent_routes(router, *context);
    add_status_routes(router, *context);
}

form::Draft ConsentFixture::a_minor_in_hagen(std::string_view payment) {
    auto draft = test::with(test::an_adult(), {{FieldId::Postcode, "58095"},
                                               {FieldId::Town, "Hagen"},
                                               {FieldId::GivenName, "Mia"},
                                               {FieldId::FamilyName, "Müller-Lüdenscheidt"},
                                               {FieldId::BirthDate, "01.02.2013"},
                                               {FieldId::Email, "mia@example.org"},
                                               {FieldId::Purpose, "new"},
                                               {FieldId::CardCategory, "single"},
                                               {FieldId::Pickup, "haspe"},
                                               {FieldId::GuardianWay, "link"},
                                               {FieldId::GuardianGivenName, "Jörg"},
                                               {FieldId::GuardianFamilyName, "O’Brien"},
                                               {FieldId::GuardianEmail, "eltern@example.org"},
                                               {FieldId::PaymentMethod, payment}});
    draft.application = application_id(1);
    draft.detach(test::a_proof(FieldId::IdentityProof, 1).id);
    return draft;
}

ApplicationRecord ConsentFixture::submitted(const form::Draft& draft, const std::string& library, Language language) {
    for (const auto& attachment : draft.attachments()) {
        auto file = an_attachment(1, 1);
        file.id = attachment.id, file.tenant = library, file.purpose = form::field(attachment.purpose).wire_name;
        file.size_bytes = attachment.size_bytes, file.sha256_hex = attachment.sha256_hex;
        file.media_type = attachment.media_type, file.file_name = attachment.file_name;
        REQUIRE(store().add_attachment(file));
    }
    const form::World world{libraries->by_key.at(library), libraries->directory, catalog_of(language), app->today()};
    auto result = submit_application(*app, make_application(draft, world));
    if (const auto* refused = std::get_if<NotAcceptable>(&result)) FAIL(refused->problems.front().message);
    REQUIRE(std::holds_alternative<Submitted>(result));
    return std::get<Submitted>(result).record;
}

std::vector<Mail> ConsentFixture::mails(const std::string& purpose) {
    std::vector<Mail> out;
    const auto entries = store().outbox_of(application_id(1));
    for (const auto& entry : *entries)
        if (entry.intent.purpose == purpose) out.push_back(*decode_mail(entry.intent.payload));
    return out;
}

http::Response ConsentFixture::press(const std::string& url, Fields typed) {
    auto guardian = browser();
    const auto page = guardian.get(url);
    const std::string before = "name=\"draft\" value=\"";
    const auto at = page.body.find(before);
    if (at != std::string::npos && !typed.contains("draft")) {
        const auto from = at + before.size();
        typed["draft"] = page.body.substr(from, page.body.find('"', from) - from);
    }
    if (!typed.contains("action")) typed["action"] = "consent";
    return guardian.post(url, std::move(typed));
}

std::vector<std::string> ConsentFixture::events() {
    std::vector<std::string> out;
    const auto history = store().history_of(application_id(1));
    for (const auto& event : *history) out.push_back(event.event);
    return out;
}

}  // namespace lesepass::server::testing
