#pragma once
// One library's configuration: data in known dimensions only. Read from a tenant file (tenant_json.h), never changed.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tenant/fee_schedule.h"
#include "tenant/identity_kind.h"
#include "tenant/questions.h"

namespace lesepass {

struct Municipality {
    std::string ags;  // Amtlicher Gemeindeschlüssel, 8 digits
    std::string name;
    std::vector<std::string> postcodes;  // 5 digits each; none: all that belong to it (responsibility/places.h)
};

// More than any district or association has.
inline constexpr std::size_t max_served = 100;

enum class IdentityProof {
    None,
    Upload,
    AtCounter,
    Either,  // uploaded, or shown at the counter: the applicant chooses
};

enum class PaymentPolicy {
    None,       // free library, or the fee is none of this form's business
    AtCounter,  // paid when the card is collected
    Online,     // mandatory before the library starts
    Choice,     // the applicant chooses online or counter
};

struct Branch {
    std::string key;
    std::string name;
    std::string address;
};

// Access to branches without staff: its own age limit and its own conditions (FACTS 1.4).
struct OpenLibrary {
    int min_age = 18;
    LocalText conditions;         // what is accepted: liability, video, nobody else let in
    std::string privacy_url;      // own Art. 13 GDPR information (video surveillance)
    bool visit_required = false;  // unlocked at the counter only
};

// A number that is good at once, until the library has decided. Server only.
enum class CheckDigit { None, Luhn };
struct ProvisionalCard {
    int days = 28;       // valid, from the day it is issued
    std::string prefix;  // of the number
    int digits = 8;      // of the running number behind it
    std::int64_t from = 1, to = 0;
    CheckDigit check_digit = CheckDigit::None;
    int min_age = 0;
    bool before_payment = false;  // also for people who will pay at the counter
};

// What the accessibility statement says about this library (BGG NRW section 10b, BITVNRW sections 3-5). Server only.
struct AccessibilityFacts {
    std::string authority;          // who is responsible; empty: the library
    std::string date;               // of the statement, "2026-11-01"
    std::vector<std::string> gaps;  // known to be not accessible, in the library's words (German)
    std::string sign_language_url, easy_read_url;
};

struct Tenant {
    std::string key;   // in URLs: [a-z][a-z0-9-]{1,39}
    std::string name;  // "Stadtbibliothek Musterstadt"
    std::string isil;  // "DE-174", optional
    // SHA-256 of all a browser is told of this library: its part of the rules' version (application/rules_version.h).
    std::string rules;
    Municipality municipality;
    std::vector<std::string> serves;        // AGS of further municipalities: neighbours, an association's members
    std::string email, telephone, address;  // public contact
    std::string privacy_url, imprint_url, terms_url;
    std::string mailbox;  // case workers are notified here; never sent to a browser
    AccessibilityFacts accessibility;
    std::vector<std::string> embed_origins;  // "https://portal.example": may show the form in a frame

    FeeSchedule fees;
    int minimum_age = 0;            // completed years
    int consent_below_age = 18;     // a guardian consents for applicants younger than this
    bool second_signer = false;     // the guardian may consent later, through a link by mail
    int consent_reminder_days = 3;  // only server: until the guardian is reminded
    int consent_expiry_days = 14;   // only server: until the request ends
    int in_person_below_age = 0;    // applicants younger than this come with their guardian (§ 104 BGB: below 7)
    bool guardian_address = false;  // the guardian's address, if it is another one
    LocalText consent_text;         // what the guardian declares besides, e.g. a surety
    LocalText minors_note;          // shown to guardians, e.g. about appearing in person
    bool accepts_outsiders = true;  // people whose address belongs to another library

    bool institutions = false;  // schools, day-care centres ... may apply
    Cents institution_fee;

    IdentityProof identity_proof = IdentityProof::Upload;
    std::vector<IdentityKind> identity_kinds;  // what is taken, first the usual one; with several the applicant chooses
    LocalText identity_documents;              // own words for them; empty: the words of identity_kinds
    bool reduction_at_counter = false;         // the proof of a reduction may be shown at the counter, too
    bool guardian_identity = false;            // the guardian's ID as well
    bool renewal_identity = false;             // also when an existing card is prolonged

    std::vector<Branch> branches;  // where a card can be picked up
    bool digital_card = false;     // "digital offers only, no pick-up"
    bool card_by_post = false;     // the card is sent
    Cents post_fee;                // for sending it
    std::optional<OpenLibrary> open_library;
    std::optional<ProvisionalCard> provisional_card;

    std::vector<FieldRule> field_rules;
    std::vector<ExtraQuestion> extra_questions;  // at most max_extra_questions

    PaymentPolicy payment = PaymentPolicy::None;
    // pmPayment (only server): merchant's AGS and procedure; the salt comes from the server's configuration.
    std::string payment_ags, payment_procedure;
};

}  // namespace lesepass
