#pragma once
// One library's configuration: data in known dimensions only. Read from a tenant file (tenant_json.h), never changed.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "text/catalog.h"

namespace lesepass {

// A text the library wrote, German required. Other languages fall back to German.
struct LocalText {
    std::string de;
    std::string en;

    const std::string& in(Language language) const { return language == Language::En && !en.empty() ? en : de; }
    bool empty() const { return de.empty(); }
};

struct Municipality {
    std::string ags;  // Amtlicher Gemeindeschlüssel, 8 digits
    std::string name;
    std::vector<std::string> postcodes;  // 5 digits each
};

// "Free while younger than 18", "half price while younger than 25": the first row whose `below_age` is above the age on
// the application day applies; no row: the standard fee. No proof needed, the date of birth is enough.
struct AgeFee {
    int below_age = 0;
    Cents fee;
};

// A lower fee for a claimed reason, with the proof it needs.
struct Reduction {
    std::string key;  // [a-z][a-z0-9-]*, unique in the tenant; stored in applications
    LocalText label;  // "Studierende"
    Cents fee;
    LocalText proof;  // what has to be uploaded; empty: none (age alone)
    int min_age = 0;  // offered from this age
    int below_age = 200;
};

enum class IdentityProof { None, Upload, AtCounter };

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

struct Tenant {
    std::string key;   // in URLs: [a-z][a-z0-9-]{1,39}
    std::string name;  // "Stadtbibliothek Musterstadt"
    std::string isil;  // "DE-174", optional
    Municipality municipality;
    std::string email, telephone, address;  // public contact
    std::string privacy_url, imprint_url, terms_url;
    std::string mailbox;                     // case workers are notified here; never sent to a browser
    std::vector<std::string> embed_origins;  // "https://portal.example": may show the form in a frame

    LocalText fee_word;  // "Jahresgebühr" / "Jahresentgelt"
    Cents standard_fee;
    std::vector<AgeFee> age_fees;  // ascending below_age
    std::vector<Reduction> reductions;
    int minimum_age = 0;            // completed years
    int consent_below_age = 18;     // a guardian consents for applicants younger than this
    LocalText minors_note;          // shown to guardians, e.g. about appearing in person
    bool accepts_outsiders = true;  // people whose address belongs to another library

    bool institutions = false;  // schools, day-care centres ... may apply
    Cents institution_fee;

    IdentityProof identity_proof = IdentityProof::Upload;
    LocalText identity_documents;    // "Personalausweis, oder Reisepass mit Meldebescheinigung"
    bool guardian_identity = false;  // the guardian's ID as well

    std::vector<Branch> branches;  // where a card can be picked up
    bool digital_card = false;     // "digital offers only, no pick-up"

    PaymentPolicy payment = PaymentPolicy::None;
    // pmPayment (only server): merchant's AGS and procedure; the salt comes from the server's configuration.
    std::string payment_ags, payment_procedure;
};

// Which library serves which postcode, over all tenants of the installation.
struct DirectoryEntry {
    std::string tenant;   // key
    std::string library;  // name
    Municipality municipality;
};
using Directory = std::vector<DirectoryEntry>;

}  // namespace lesepass
