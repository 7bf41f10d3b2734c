#include "tenant/tenant_json.h"

#include <algorithm>

#include "base/date.h"
#include "tenant/fee_schedule_json.h"
#include "tenant/json_parts.h"
#include "tenant/questions_json.h"

namespace lesepass {

namespace {
using json::Need;
using json::ObjectReader;

bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}
// scheme://host[:port], nothing behind it: goes into a Content-Security-Policy header.
bool is_origin(std::string_view text) {
    const auto scheme = text.substr(0, 8) == "https://" ? 8u : text.substr(0, 7) == "http://" ? 7u : 0u;
    if (scheme == 0 || text.size() <= scheme || text.size() > 200) return false;
    return text.substr(scheme).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:") == std::string_view::npos;
}

std::string read_url(ObjectReader& reader, std::string_view name, Need need) {
    const auto url = reader.text(name, need, 500);
    if (json::explains && !url.empty() && url.substr(0, 8) != "https://" && url.substr(0, 7) != "http://" &&
        url[0] != '/')
        reader.complain(name, {"an address starting with https://"}, {"\"", url, "\""});
    return url;
}

Municipality read_municipality(ObjectReader& reader) {
    Municipality m;
    m.ags = reader.text("ags", Need::Required, 8);
    if (json::explains && !m.ags.empty() && !is_digits(m.ags, 8))
        reader.complain("ags", {"8 digits"}, {"\"", m.ags, "\""});
    m.name = reader.text("name", Need::Required);
    m.postcodes = reader.texts("postcodes", Need::Optional, 100, 5);
    for (const auto& postcode : m.postcodes)
        if (json::explains && !is_digits(postcode, 5))
            reader.complain("postcodes", {"postcodes of 5 digits"}, {"\"", postcode, "\""});
    return m;
}

void read_serves(ObjectReader& reader, Tenant& tenant) {
    tenant.serves = reader.texts("serves", Need::Optional, max_served, 8);
    for (auto at = tenant.serves.begin(); at != tenant.serves.end(); ++at) {
        if (!is_digits(*at, 8)) reader.complain("serves", "municipality keys of 8 digits", "\"" + *at + "\"");
        if (*at == tenant.municipality.ags || std::find(tenant.serves.begin(), at, *at) != at)
            reader.complain("serves", "each municipality once, without the library's own", "\"" + *at + "\"");
    }
}

void read_institutions(ObjectReader& reader, Tenant& tenant) {
    tenant.institutions = reader.flag("allowed", true);
    tenant.institution_fee = Cents{reader.integer("cents", 0, max_fee_cents, 0)};
}

void read_proofs(ObjectReader& reader, Tenant& tenant) {
    constexpr std::array policies{IdentityProof::None, IdentityProof::Upload, IdentityProof::AtCounter,
                                  IdentityProof::Either};
    tenant.identity_proof = policies[reader.one_of("identity", {"none", "upload", "at-counter", "either"}, 1)];
    for (const auto& key : reader.texts("identityKinds", Need::Optional, identity_kinds.size(), 40)) {
        const auto kind = parse_identity_kind(key);
        if (!kind) reader.complain("identityKinds", {"documents such as \"id-card\""}, {"\"", key, "\""});
        if (kind) tenant.identity_kinds.push_back(*kind);
    }
    tenant.identity_documents = read_local(reader, "identityDocuments", Need::Optional);
    tenant.guardian_identity = reader.flag("guardianIdentity", false);
    tenant.reduction_at_counter = reader.flag("reductionAtCounter", false);
    tenant.renewal_identity = reader.flag("renewalIdentity", false);
}

std::string_view prefix_problem(const ProvisionalCard& card) {
    constexpr std::string_view digits = "0123456789", letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    const bool numeric = card.prefix.find_first_not_of(digits) == std::string::npos;
    if (card.check_digit == CheckDigit::Luhn && !numeric) return "digits only (because of the check digit)";
    const auto known = [&](char c) { return digits.find(c) != digits.npos || letters.find(c) != letters.npos; };
    return std::all_of(card.prefix.begin(), card.prefix.end(), known) ? std::string_view{} : "A-Z, 0-9 and -";
}

std::int64_t power_of_ten(int exponent) { return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1); }

void read_provisional(ObjectReader& reader, Tenant& tenant) {
    ProvisionalCard card;
    card.days = static_cast<int>(reader.integer("days", 1, 90, card.days));
    card.prefix = reader.text("prefix", Need::Optional, 10);
    card.digits = static_cast<int>(reader.integer("digits", 3, 12, card.digits));
    const std::int64_t most = power_of_ten(card.digits) - 1;
    card.from = reader.integer("from", 0, 999'999'999'999, card.from);
    card.to = reader.integer("to", 0, 999'999'999'999, most);
    card.check_digit = reader.one_of("checkDigit", {"none", "luhn"}, 0) == 1 ? CheckDigit::Luhn : CheckDigit::None;
    card.min_age = static_cast<int>(reader.integer("minAge", 0, 120, 0));
    card.before_payment = reader.flag("beforePayment", false);
    if (card.to < card.from) reader.complain("to", {"a number not below from"}, {card.to});
    if (card.to > most) reader.complain("to", {"a number that fits into digits"}, {card.to});
    if (const auto expected = prefix_problem(card); !expected.empty())
        reader.complain("prefix", {expected}, {"\"", card.prefix, "\""});
    tenant.provisional_card = std::move(card);
}

// The module of the browser never sees a file.
bool is_file(TenantSource source) { return json::explains && source == TenantSource::File; }

void read_card(ObjectReader& reader, Tenant& tenant, TenantSource source) {
    tenant.digital_card = reader.flag("digital", false);
    tenant.card_by_post = reader.flag("post", false);
    tenant.post_fee = Cents{reader.integer("postCents", 0, max_fee_cents, 0)};
    if (is_file(source))
        reader.object("provisional", Need::Optional, [&](ObjectReader& inner) { read_provisional(inner, tenant); });
    reader.list("branches", Need::Optional, 100, [&](const json::Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        Branch branch{.key = read_key(row),
                      .name = row.text("name", Need::Required),
                      .address = row.text("address", Need::Optional)};
        row.refuse_unknown();
        for (const std::string_view taken : {"digital", "post"})
            if (json::explains && branch.key == taken)
                row.complain("key", {"another key (\"", taken, "\" is taken)"}, {"\"", taken, "\""});
        const auto same = [&](const Branch& other) { return other.key == branch.key; };
        if (json::explains && std::any_of(tenant.branches.begin(), tenant.branches.end(), same))
            row.complain("key", {"a key no other branch has"}, {"\"", branch.key, "\""});
        tenant.branches.push_back(std::move(branch));
    });
    reader.object("openLibrary", Need::Optional, [&](ObjectReader& inner) {
        OpenLibrary access;
        access.min_age = static_cast<int>(inner.integer("minAge", 0, 120, access.min_age));
        access.conditions = read_local(inner, "conditions", Need::Required);
        access.privacy_url = read_url(inner, "privacyUrl", Need::Optional);
        access.visit_required = inner.flag("visitRequired", false);
        tenant.open_library = std::move(access);
    });
    if (json::explains && tenant.branches.empty() && !tenant.digital_card && !tenant.card_by_post)
        reader.complain("branches", {"at least one branch, or \"digital\": true"}, {"nothing"});
}

void read_payment(ObjectReader& reader, Tenant& tenant, TenantSource source) {
    constexpr std::array policies{PaymentPolicy::None, PaymentPolicy::AtCounter, PaymentPolicy::Online,
                                  PaymentPolicy::Choice};
    tenant.payment = policies[reader.one_of("policy", {"none", "at-counter", "online", "choice"}, 0)];
    if (!is_file(source)) return;
    const bool online = tenant.payment == PaymentPolicy::Online || tenant.payment == PaymentPolicy::Choice;
    const Need need = online ? Need::Required : Need::Optional;
    reader.object("pmPayment", need, [&](ObjectReader& inner) {
        tenant.payment_ags = inner.text("ags", Need::Required, 20);
        tenant.payment_procedure = inner.text("procedure", Need::Required, 40);
    });
}

void read_contact(ObjectReader& reader, Tenant& tenant) {
    tenant.email = reader.text("email", Need::Required);
    tenant.telephone = reader.text("telephone", Need::Optional, 60);
    tenant.address = reader.text("address", Need::Optional, 300);
}

void read_consent_days(ObjectReader& reader, Tenant& tenant) {
    tenant.consent_reminder_days = static_cast<int>(reader.integer("consentReminderDays", 1, 60, 3));
    tenant.consent_expiry_days = static_cast<int>(reader.integer("consentExpiryDays", 2, 90, 14));
    if (tenant.consent_reminder_days >= tenant.consent_expiry_days)
        reader.complain("consentReminderDays", {"fewer days than consentExpiryDays"}, {tenant.consent_reminder_days});
}

void read_minors(ObjectReader& reader, Tenant& tenant, TenantSource source) {
    tenant.minimum_age = static_cast<int>(reader.integer("minimumAge", 0, 120, 0));
    tenant.consent_below_age = static_cast<int>(reader.integer("consentBelowAge", 0, 21, 18));
    tenant.second_signer = reader.flag("secondSigner", false);
    if (is_file(source)) read_consent_days(reader, tenant);
    tenant.in_person_below_age = static_cast<int>(reader.integer("inPersonBelowAge", 0, 21, 0));
    if (json::explains && tenant.in_person_below_age > tenant.consent_below_age)
        reader.complain("inPersonBelowAge", {"at most consentBelowAge"}, {tenant.in_person_below_age});
    tenant.guardian_address = reader.flag("guardianAddress", false);
    tenant.consent_text = read_local(reader, "consentText", Need::Optional);
    tenant.minors_note = read_local(reader, "note", Need::Optional);
}

void read_accessibility(ObjectReader& reader, AccessibilityFacts& facts) {
    facts.authority = reader.text("authority", Need::Optional, 200);
    facts.date = reader.text("date", Need::Optional, 10);
    if (!facts.date.empty() && !parse_iso_date(facts.date))
        reader.complain("date", {"a date such as 2026-11-01"}, {"\"", facts.date, "\""});
    facts.gaps = reader.texts("gaps", Need::Optional, 20, 500);
    facts.sign_language_url = read_url(reader, "signLanguageUrl", Need::Optional);
    facts.easy_read_url = read_url(reader, "easyReadUrl", Need::Optional);
}

void read_file_only(ObjectReader& reader, Tenant& tenant) {
    tenant.mailbox = reader.text("mailbox", Need::Optional);
    if (!reader.has("mailbox")) tenant.mailbox = tenant.email;
    if (!tenant.mailbox.empty() && tenant.mailbox.find('@') == std::string::npos)
        reader.complain("mailbox", {"an e-mail address"}, {"\"", tenant.mailbox, "\""});
    tenant.embed_origins = reader.texts("embedOrigins", Need::Optional, 50, 200);
    for (const auto& origin : tenant.embed_origins)
        if (!is_origin(origin))
            reader.complain("embedOrigins", {"an origin such as https://www.example.de (no path, no *)"},
                            {"\"", origin, "\""});
    reader.object("accessibility", Need::Optional,
                  [&](ObjectReader& r) { read_accessibility(r, tenant.accessibility); });
    reader.text("$schema", Need::Optional, 500);
}

void write_texts(json::Writer& w, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    w.key(name).begin_array();
    for (const auto& text : texts) w.string(text);
    w.end_array();
}

void write_municipality(json::Writer& w, const Municipality& municipality) {
    w.key("municipality").begin_object().member("ags", municipality.ags).member("name", municipality.name);
    write_texts(w, "postcodes", municipality.postcodes);
    w.end_object();
}

void write_open_library(json::Writer& w, const OpenLibrary& access) {
    w.key("openLibrary").begin_object().member_integer("minAge", access.min_age);
    write_local(w, "conditions", access.conditions);
    if (!access.privacy_url.empty()) w.member("privacyUrl", access.privacy_url);
    w.member_boolean("visitRequired", access.visit_required).end_object();
}

std::string_view policy_name(PaymentPolicy policy) {
    switch (policy) {
        case PaymentPolicy::None: return "none";
        case PaymentPolicy::AtCounter: return "at-counter";
        case PaymentPolicy::Online: return "online";
        case PaymentPolicy::Choice: return "choice";
    }
    return {};
}
std::string_view identity_name(IdentityProof proof) {
    switch (proof) {
        case IdentityProof::None: return "none";
        case IdentityProof::Upload: return "upload";
        case IdentityProof::AtCounter: return "at-counter";
        case IdentityProof::Either: return "either";
    }
    return {};
}
}  // namespace

Tenant read_tenant(const json::Value& value, TenantSource source, std::vector<json::Problem>& problems) {
    Tenant tenant;
    ObjectReader reader(value, "$", problems);
    tenant.key = read_key(reader);
    tenant.name = reader.text("name", Need::Required);
    tenant.isil = reader.text("isil", Need::Optional, 20);
    reader.object("municipality", Need::Required, [&](ObjectReader& r) { tenant.municipality = read_municipality(r); });
    read_serves(reader, tenant);
    reader.object("contact", Need::Required, [&](ObjectReader& r) { read_contact(r, tenant); });
    tenant.privacy_url = read_url(reader, "privacyUrl", Need::Required);
    tenant.imprint_url = read_url(reader, "imprintUrl", Need::Required);
    tenant.terms_url = read_url(reader, "termsUrl", Need::Required);
    reader.object("fees", Need::Required, [&](ObjectReader& r) { read_fees(r, tenant.fees); });
    reader.object("age", Need::Optional, [&](ObjectReader& r) { read_minors(r, tenant, source); });
    reader.object("institutions", Need::Optional, [&](ObjectReader& r) { read_institutions(r, tenant); });
    reader.object("proofs", Need::Optional, [&](ObjectReader& r) { read_proofs(r, tenant); });
    if (tenant.identity_kinds.empty() && tenant.identity_documents.empty())
        tenant.identity_kinds = {IdentityKind::IdCard, IdentityKind::PassportAndRegistration};
    reader.object("card", Need::Optional, [&](ObjectReader& r) { read_card(r, tenant, source); });
    if (!reader.has("card"))
        tenant.branches.push_back({.key = "bibliothek", .name = tenant.name, .address = tenant.address});
    reader.object("payment", Need::Optional, [&](ObjectReader& r) { read_payment(r, tenant, source); });
    tenant.accepts_outsiders = reader.flag("acceptsOutsiders", true);
    read_questions(reader, tenant);
    if (is_file(source))
        read_file_only(reader, tenant);
    else
        tenant.rules = reader.text("rules", Need::Optional, 64);
    reader.refuse_unknown();
    return tenant;
}

std::string write_public_tenant(const Tenant& t) {
    json::Writer w;
    w.begin_object().member("key", t.key).member("name", t.name).member("isil", t.isil);
    write_municipality(w, t.municipality);
    write_texts(w, "serves", t.serves);
    w.key("contact")
        .begin_object()
        .member("email", t.email)
        .member("telephone", t.telephone)
        .member("address", t.address);
    w.end_object();
    w.member("privacyUrl", t.privacy_url).member("imprintUrl", t.imprint_url).member("termsUrl", t.terms_url);
    write_fees(w, t.fees);
    w.key("age").begin_object().member_integer("minimumAge", t.minimum_age);
    w.member_integer("consentBelowAge", t.consent_below_age).member_boolean("secondSigner", t.second_signer);
    w.member_integer("inPersonBelowAge", t.in_person_below_age).member_boolean("guardianAddress", t.guardian_address);
    write_local(w, "consentText", t.consent_text);
    write_local(w, "note", t.minors_note);
    w.end_object();
    w.key("institutions").begin_object().member_boolean("allowed", t.institutions);
    w.member_integer("cents", t.institution_fee.value).end_object();
    w.key("proofs").begin_object().member("identity", identity_name(t.identity_proof));
    write_local(w, "identityDocuments", t.identity_documents);
    w.member_boolean("guardianIdentity", t.guardian_identity);
    if (!t.identity_kinds.empty()) {
        w.key("identityKinds").begin_array();
        for (const auto kind : t.identity_kinds) w.string(info(kind).key);
        w.end_array();
    }
    w.member_boolean("reductionAtCounter", t.reduction_at_counter);
    w.member_boolean("renewalIdentity", t.renewal_identity).end_object();
    w.key("card").begin_object().member_boolean("digital", t.digital_card);
    if (t.card_by_post) w.member_boolean("post", true).member_integer("postCents", t.post_fee.value);
    w.key("branches").begin_array();
    for (const auto& branch : t.branches)
        w.begin_object()
            .member("key", branch.key)
            .member("name", branch.name)
            .member("address", branch.address)
            .end_object();
    w.end_array();
    if (t.open_library) write_open_library(w, *t.open_library);
    w.end_object();
    w.key("payment").begin_object().member("policy", policy_name(t.payment)).end_object();
    w.member_boolean("acceptsOutsiders", t.accepts_outsiders);
    write_questions(w, t);
    if (!t.rules.empty()) w.member("rules", t.rules);
    w.end_object();
    return w.take();
}

}  // namespace lesepass
