#include "tenant/tenant_json.h"

#include <algorithm>

#include "json/writer.h"

namespace lesepass {

namespace {
using json::Need;
using json::ObjectReader;

constexpr std::int64_t max_fee_cents = 100'000;  // 1,000 euro: above it is a typo (FACTS: 0-30 euro a year)

bool is_key(std::string_view text) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return text.size() >= 2 && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' &&
           std::all_of(text.begin(), text.end(), allowed);
}
bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}
// scheme://host[:port], nothing behind it: goes into a Content-Security-Policy header.
bool is_origin(std::string_view text) {
    const auto scheme = text.substr(0, 8) == "https://" ? 8u : text.substr(0, 7) == "http://" ? 7u : 0u;
    if (scheme == 0 || text.size() <= scheme || text.size() > 200) return false;
    return text.substr(scheme).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:") == std::string_view::npos;
}

std::string read_key(ObjectReader& reader) {
    const auto key = reader.text("key", Need::Required, 40);
    if (!key.empty() && !is_key(key))
        reader.complain("key", "a-z, 0-9 and - (starting with a letter)", "\"" + key + "\"");
    return key;
}

std::string read_url(ObjectReader& reader, std::string_view name, Need need) {
    const auto url = reader.text(name, need, 500);
    if (!url.empty() && url.substr(0, 8) != "https://" && url.substr(0, 7) != "http://" && url[0] != '/')
        reader.complain(name, "an address starting with https://", "\"" + url + "\"");
    return url;
}

LocalText read_local(ObjectReader& reader, std::string_view name, Need need) {
    LocalText text;
    if (const auto* raw = reader.raw(name); raw != nullptr && raw->kind == json::Value::Kind::String)
        return text.de = reader.text(name, need, 1000), text;
    reader.object(name, need, [&](ObjectReader& inner) {
        text.de = inner.text("de", Need::Required, 1000);
        text.en = inner.text("en", Need::Optional, 1000);
    });
    return text;
}

Cents read_cents(ObjectReader& reader, std::string_view name) {
    return Cents{reader.required_integer(name, 0, max_fee_cents)};
}

Municipality read_municipality(ObjectReader& reader) {
    Municipality m;
    m.ags = reader.text("ags", Need::Required, 8);
    if (!m.ags.empty() && !is_digits(m.ags, 8)) reader.complain("ags", "8 digits", "\"" + m.ags + "\"");
    m.name = reader.text("name", Need::Required);
    m.postcodes = reader.texts("postcodes", Need::Required, 100, 5);
    for (const auto& postcode : m.postcodes)
        if (!is_digits(postcode, 5)) reader.complain("postcodes", "postcodes of 5 digits", "\"" + postcode + "\"");
    return m;
}

void read_fees(ObjectReader& reader, Tenant& tenant) {
    tenant.fee_word = read_local(reader, "word", Need::Required);
    tenant.standard_fee = read_cents(reader, "standardCents");
    reader.list("byAge", Need::Optional, 10, [&](const json::Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        AgeFee fee;
        fee.below_age = static_cast<int>(row.required_integer("belowAge", 1, 150));
        fee.fee = read_cents(row, "cents");
        row.refuse_unknown();
        if (!tenant.age_fees.empty() && tenant.age_fees.back().below_age >= fee.below_age)
            row.complain("belowAge", "a higher age than the row before", std::to_string(fee.below_age));
        tenant.age_fees.push_back(fee);
    });
    reader.list("reductions", Need::Optional, 20, [&](const json::Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        Reduction reduction;
        reduction.key = read_key(row);
        reduction.label = read_local(row, "label", Need::Required);
        reduction.fee = read_cents(row, "cents");
        reduction.proof = read_local(row, "proof", Need::Optional);
        reduction.min_age = static_cast<int>(row.integer("minAge", 0, 150, 0));
        reduction.below_age = static_cast<int>(row.integer("belowAge", 1, 200, 200));
        row.refuse_unknown();
        if (reduction.key == "none") row.complain("key", "another key (\"none\" is taken)", "\"none\"");
        const auto same = [&](const Reduction& other) { return other.key == reduction.key; };
        if (std::any_of(tenant.reductions.begin(), tenant.reductions.end(), same))
            row.complain("key", "a key no other reduction has", "\"" + reduction.key + "\"");
        tenant.reductions.push_back(std::move(reduction));
    });
}

void read_institutions(ObjectReader& reader, Tenant& tenant) {
    tenant.institutions = reader.flag("allowed", true);
    tenant.institution_fee = Cents{reader.integer("cents", 0, max_fee_cents, 0)};
}

void read_proofs(ObjectReader& reader, Tenant& tenant) {
    constexpr std::array kinds{IdentityProof::None, IdentityProof::Upload, IdentityProof::AtCounter};
    tenant.identity_proof = kinds[reader.one_of("identity", {"none", "upload", "at-counter"}, 1)];
    tenant.identity_documents = read_local(reader, "identityDocuments", Need::Optional);
    tenant.guardian_identity = reader.flag("guardianIdentity", false);
}

void read_card(ObjectReader& reader, Tenant& tenant) {
    tenant.digital_card = reader.flag("digital", false);
    reader.list("branches", Need::Optional, 100, [&](const json::Value& item, const std::string& path) {
        ObjectReader row(item, path, reader.problems());
        Branch branch{.key = read_key(row),
                      .name = row.text("name", Need::Required),
                      .address = row.text("address", Need::Optional)};
        row.refuse_unknown();
        if (branch.key == "digital") row.complain("key", "another key (\"digital\" is taken)", "\"digital\"");
        const auto same = [&](const Branch& other) { return other.key == branch.key; };
        if (std::any_of(tenant.branches.begin(), tenant.branches.end(), same))
            row.complain("key", "a key no other branch has", "\"" + branch.key + "\"");
        tenant.branches.push_back(std::move(branch));
    });
    if (tenant.branches.empty() && !tenant.digital_card)
        reader.complain("branches", "at least one branch, or \"digital\": true", "nothing");
}

void read_payment(ObjectReader& reader, Tenant& tenant, TenantSource source) {
    constexpr std::array policies{PaymentPolicy::None, PaymentPolicy::AtCounter, PaymentPolicy::Online,
                                  PaymentPolicy::Choice};
    tenant.payment = policies[reader.one_of("policy", {"none", "at-counter", "online", "choice"}, 0)];
    if (source == TenantSource::Browser) return;
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

void read_minors(ObjectReader& reader, Tenant& tenant) {
    tenant.minimum_age = static_cast<int>(reader.integer("minimumAge", 0, 120, 0));
    tenant.consent_below_age = static_cast<int>(reader.integer("consentBelowAge", 0, 21, 18));
    tenant.minors_note = read_local(reader, "note", Need::Optional);
}

void read_file_only(ObjectReader& reader, Tenant& tenant) {
    tenant.mailbox = reader.text("mailbox", Need::Required);
    if (!tenant.mailbox.empty() && tenant.mailbox.find('@') == std::string::npos)
        reader.complain("mailbox", "an e-mail address", "\"" + tenant.mailbox + "\"");
    tenant.embed_origins = reader.texts("embedOrigins", Need::Optional, 50, 200);
    for (const auto& origin : tenant.embed_origins)
        if (!is_origin(origin))
            reader.complain("embedOrigins", "an origin such as https://www.example.de (no path, no *)",
                            "\"" + origin + "\"");
    reader.raw("$schema");
}

void write_local(json::Writer& w, std::string_view name, const LocalText& text) {
    if (text.empty()) return;
    w.key(name).begin_object().member("de", text.de);
    if (!text.en.empty()) w.member("en", text.en);
    w.end_object();
}

void write_municipality(json::Writer& w, const Municipality& municipality) {
    w.key("municipality").begin_object().member("ags", municipality.ags).member("name", municipality.name);
    w.key("postcodes").begin_array();
    for (const auto& postcode : municipality.postcodes) w.string(postcode);
    w.end_array().end_object();
}

void write_fees(json::Writer& w, const Tenant& tenant) {
    w.key("fees").begin_object();
    write_local(w, "word", tenant.fee_word);
    w.member_integer("standardCents", tenant.standard_fee.value).key("byAge").begin_array();
    for (const auto& row : tenant.age_fees)
        w.begin_object().member_integer("belowAge", row.below_age).member_integer("cents", row.fee.value).end_object();
    w.end_array().key("reductions").begin_array();
    for (const auto& row : tenant.reductions) {
        w.begin_object().member("key", row.key);
        write_local(w, "label", row.label);
        w.member_integer("cents", row.fee.value);
        write_local(w, "proof", row.proof);
        w.member_integer("minAge", row.min_age).member_integer("belowAge", row.below_age).end_object();
    }
    w.end_array().end_object();
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
    reader.object("contact", Need::Required, [&](ObjectReader& r) { read_contact(r, tenant); });
    tenant.privacy_url = read_url(reader, "privacyUrl", Need::Required);
    tenant.imprint_url = read_url(reader, "imprintUrl", Need::Required);
    tenant.terms_url = read_url(reader, "termsUrl", Need::Required);
    reader.object("fees", Need::Required, [&](ObjectReader& r) { read_fees(r, tenant); });
    reader.object("age", Need::Optional, [&](ObjectReader& r) { read_minors(r, tenant); });
    reader.object("institutions", Need::Optional, [&](ObjectReader& r) { read_institutions(r, tenant); });
    reader.object("proofs", Need::Optional, [&](ObjectReader& r) { read_proofs(r, tenant); });
    reader.object("card", Need::Required, [&](ObjectReader& r) { read_card(r, tenant); });
    reader.object("payment", Need::Optional, [&](ObjectReader& r) { read_payment(r, tenant, source); });
    tenant.accepts_outsiders = reader.flag("acceptsOutsiders", true);
    if (source == TenantSource::File) read_file_only(reader, tenant);
    reader.refuse_unknown();
    return tenant;
}

std::string write_public_tenant(const Tenant& t) {
    json::Writer w;
    w.begin_object().member("key", t.key).member("name", t.name).member("isil", t.isil);
    write_municipality(w, t.municipality);
    w.key("contact")
        .begin_object()
        .member("email", t.email)
        .member("telephone", t.telephone)
        .member("address", t.address);
    w.end_object();
    w.member("privacyUrl", t.privacy_url).member("imprintUrl", t.imprint_url).member("termsUrl", t.terms_url);
    write_fees(w, t);
    w.key("age").begin_object().member_integer("minimumAge", t.minimum_age);
    w.member_integer("consentBelowAge", t.consent_below_age);
    write_local(w, "note", t.minors_note);
    w.end_object();
    w.key("institutions").begin_object().member_boolean("allowed", t.institutions);
    w.member_integer("cents", t.institution_fee.value).end_object();
    w.key("proofs").begin_object().member("identity", identity_name(t.identity_proof));
    write_local(w, "identityDocuments", t.identity_documents);
    w.member_boolean("guardianIdentity", t.guardian_identity).end_object();
    w.key("card").begin_object().member_boolean("digital", t.digital_card).key("branches").begin_array();
    for (const auto& branch : t.branches)
        w.begin_object()
            .member("key", branch.key)
            .member("name", branch.name)
            .member("address", branch.address)
            .end_object();
    w.end_array().end_object();
    w.key("payment").begin_object().member("policy", policy_name(t.payment)).end_object();
    w.member_boolean("acceptsOutsiders", t.accepts_outsiders).end_object();
    return w.take();
}

Directory read_directory(const json::Value& value, std::vector<json::Problem>& problems) {
    Directory directory;
    if (value.kind != json::Value::Kind::Array) problems.push_back({"$", "a list", json::kind_name(value.kind)});
    for (const auto& item : value.items) {
        ObjectReader reader(item, "$[]", problems);
        DirectoryEntry entry{.tenant = reader.text("tenant", Need::Required),
                             .library = reader.text("library", Need::Required),
                             .municipality = {}};
        reader.object("municipality", Need::Required,
                      [&](ObjectReader& r) { entry.municipality = read_municipality(r); });
        reader.refuse_unknown();
        directory.push_back(std::move(entry));
    }
    return directory;
}

std::string write_directory(const Directory& directory) {
    json::Writer w;
    w.begin_array();
    for (const auto& entry : directory) {
        w.begin_object().member("tenant", entry.tenant).member("library", entry.library);
        write_municipality(w, entry.municipality);
        w.end_object();
    }
    w.end_array();
    return w.take();
}

}  // namespace lesepass
