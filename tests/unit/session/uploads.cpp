#include "session_fixture.h"

using namespace lesepass;
using namespace lesepass::test;

namespace {
const std::string identity = "proof.identity";
const std::string jpeg = "ffd8ffe000104a4649460001";
const std::string pdf = "255044462d312e370a25";

wasm::Session at_proofs() {
    auto draft = an_adult();
    draft.detach(a_proof(FieldId::IdentityProof, 1).id);
    return a_session("musterstadt", StepId::Proofs, draft);
}
}  // namespace

TEST_CASE("a photo is offered to the server") {
    auto session = at_proofs();
    const auto effects = send(session, "file", {identity, "Foto.JPG", "4000000", jpeg});
    const auto* upload = find_effect(effects, "upload");
    REQUIRE(upload != nullptr);
    CHECK(upload->arguments[0] == identity);
    CHECK(upload->arguments[1] ==
          "/api/v1/applications/00112233445566778899aabbccddeeff/attachments?library=musterstadt&lang=de");
    CHECK(session.draft().attachments().empty());  // not before the server has it
}

TEST_CASE("files that can not be proofs are refused before anything is sent, in words") {
    struct Row {
        std::string name, size, head, words;
    };
    const Row rows[] = {{"leer.jpg", "0", "", "leer"},
                        {"gross.jpg", "10485761", jpeg, "zu groß"},
                        {"lied.mp3", "5000", "494433", "nicht lesen"},
                        {"ausweis.pdf", "5000", jpeg, "JPEG statt PDF"},
                        {"bild.png", "5000", pdf, "PDF statt PNG"},
                        {"zahl.jpg", "-1", jpeg, "leer"},
                        {"zahl.jpg", "99999999999999999999", jpeg, "leer"},
                        {"kopf.jpg", "5000", "zzzz", "leer"},
                        {"kopf.jpg", "5000", "FFD8FF", "leer"},
                        {"kopf.jpg", "5000", "ffd", "nicht lesen"}};
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto session = at_proofs();
        const auto effects = send(session, "file", {identity, row.name, row.size, row.head});
        CHECK(!has(effects, "upload"));
        CHECK_MESSAGE(error_at(session, FieldId::IdentityProof).find(row.words) != std::string::npos,
                      error_at(session, FieldId::IdentityProof));
        CHECK(first(effects, "announce") == error_at(session, FieldId::IdentityProof));
        send(session, "file", {identity, "gut.jpg", "5000", jpeg});
        CHECK(error_at(session, FieldId::IdentityProof).empty());
    }
}

TEST_CASE("a stored file is part of the draft, and can be removed again") {
    auto session = at_proofs();
    send(session, "file", {identity, "a.jpg", "5000", jpeg});
    const auto proof = a_proof(FieldId::IdentityProof, 5);
    CHECK(first(send(session, "stored", {identity, encode_attachment(proof)}), "announce") ==
          "ausweis.jpg wurde hochgeladen.");
    CHECK(session.draft().attachments() == std::vector{proof});
    const auto effects = press(session, "remove:" + proof.id.text());
    CHECK(first(effects, "remove") ==
          "/api/v1/applications/00112233445566778899aabbccddeeff/attachments/" + proof.id.text());
    CHECK(first(effects, "focus") == "f-proof-identity");
    CHECK(session.draft().attachments().empty());
    CHECK(press(session, "remove:" + proof.id.text()).empty());
}

TEST_CASE("an answer that is no attachment of that question counts as a failed upload") {
    for (const std::string body : {"", "[]", "{}", "{\"id\":1}", "<html>"}) {
        auto session = at_proofs();
        send(session, "file", {identity, "a.jpg", "5000", jpeg});
        send(session, "stored", {identity, body});
        CHECK(error_at(session, FieldId::IdentityProof) ==
              "Die Datei „a.jpg“ konnte nicht übertragen werden. Bitte versuchen Sie es noch einmal.");
        CHECK(session.draft().attachments().empty());
    }
    auto session = at_proofs();
    send(session, "stored", {identity, encode_attachment(a_proof(FieldId::ReductionProof))});
    CHECK(session.draft().attachments().empty());
}

TEST_CASE("a refused upload shows the server's words, or ours") {
    auto session = at_proofs();
    send(session, "file", {identity, "a.jpg", "5000", jpeg});
    send(session, "refused", {identity, "Zu viele Dateien."});
    CHECK(error_at(session, FieldId::IdentityProof) == "Zu viele Dateien.");
    send(session, "refused", {identity, ""});
    CHECK(error_at(session, FieldId::IdentityProof).find("konnte nicht übertragen werden") != std::string::npos);
}

TEST_CASE("the fifth file of a question is refused, also when the server took it") {
    auto session = at_proofs();
    for (int number = 1; number <= 4; ++number)
        send(session, "stored", {identity, encode_attachment(a_proof(FieldId::IdentityProof, number))});
    CHECK(!has(send(session, "file", {identity, "5.jpg", "5000", jpeg}), "upload"));
    CHECK(error_at(session, FieldId::IdentityProof) == "Bitte laden Sie hier höchstens 4 Dateien hoch.");
    const auto effects = send(session, "stored", {identity, encode_attachment(a_proof(FieldId::IdentityProof, 5))});
    CHECK(first(effects, "announce") == "Bitte laden Sie hier höchstens 4 Dateien hoch.");
    CHECK(session.draft().attachments().size() == 4);
    press(session, "remove:" + a_proof(FieldId::IdentityProof, 1).id.text());
    CHECK(error_at(session, FieldId::IdentityProof).empty());
}

TEST_CASE("progress is announced at the quarters only") {
    auto session = at_proofs();
    send(session, "file", {identity, "a.jpg", "5000", jpeg});
    CHECK(send(session, "progress", {identity, "24"}).empty());
    CHECK(first(send(session, "progress", {identity, "25"}), "announce") == "a.jpg: 25 Prozent übertragen");
    CHECK(send(session, "progress", {identity, "x"}).empty());
}

TEST_CASE("what is wrong with a file is said again in the other language") {
    const std::string words(catalog_of(Language::Tr).format(Text::ErrorFileEmpty, {"leer.jpg"}));
    auto session = at_proofs();
    send(session, "file", {identity, "leer.jpg", "0", ""});
    session.use_catalog(catalog_of(Language::Tr));
    send(session, "language", {"tr"});
    CHECK(error_at(session, FieldId::IdentityProof) == words);
    // Refused by the server in words of that time: ours for it.
    send(session, "file", {identity, "a.jpg", "5000", jpeg});
    send(session, "refused", {identity, "Sunucu reddetti."});
    session.use_catalog(catalog_of(Language::En));
    send(session, "language", {"en"});
    CHECK(error_at(session, FieldId::IdentityProof) ==
          catalog_of(Language::En).format(Text::ErrorUploadFailed, {"a.jpg"}));
}
