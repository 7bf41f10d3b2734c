#include "tenant_tools/new_file.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "json/writer.h"
#include "places/known_places.h"
#include "tenant_tools/schema.h"

namespace lesepass::server {

namespace {
bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == std::string_view::npos;
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}
}  // namespace

std::string key_of_name(std::string_view name) {
    std::string text(name);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> letters{
        {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}}};
    for (const auto& [from, to] : letters) text = replaced(std::move(text), from, to);
    std::string key;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || (digit && !key.empty()))
            key += lower;
        else if (!key.empty() && key.back() != '-')
            key += '-';
    }
    key = key.substr(0, 40);
    while (!key.empty() && key.back() == '-') key.pop_back();
    return key;
}

NewLibrary completed(NewLibrary library) {
    const auto known = known_places().find(library.ags);
    if (known && library.name.empty()) library.name = known->name;
    return library;
}

Result<std::string> new_tenant_file(const NewLibrary& library) {
    const auto refuse = [](std::string why) { return Failure{"tenant.new", std::move(why)}; };
    if (!is_digits(library.ags, 8) || library.ags.substr(0, 2) != "05")
        return refuse(
            "„" + library.ags +
            "“ ist kein Gemeindeschlüssel in Nordrhein-Westfalen: 8 Ziffern, am Anfang 05 (Hilden: 05158016)");
    const bool known = known_places().find(library.ags).has_value();
    if (!known && (library.name.empty() || library.postcodes.empty()))
        return refuse(
            "den Gemeindeschlüssel „" + library.ags +
            "“ gibt es in der Liste der Gemeinden nicht; ist er richtig, bitte --name und --postcode angeben");
    const auto key = key_of_name(library.name);
    if (key.size() < 2 || !is_valid_utf8(library.name) || count_code_points(library.name) > 80)
        return refuse("„" + library.name + "“ ist kein Name einer Gemeinde");
    for (const auto& postcode : library.postcodes)
        if (!is_digits(postcode, 5)) return refuse("„" + postcode + "“ ist keine Postleitzahl: 5 Ziffern");

    json::Writer w;
    w.begin_object().member("$schema", "/schema/lesepass-tenant.schema.json").member("key", key);
    w.member("name", "Stadtbücherei " + library.name);
    w.key("municipality").begin_object().member("ags", library.ags).member("name", library.name);
    // A list of its own would not follow when the list of places changes.
    if (!library.postcodes.empty()) {
        w.key("postcodes").begin_array();
        for (const auto& postcode : library.postcodes) w.string(postcode);
        w.end_array();
    }
    w.end_object();
    w.key("contact")
        .begin_object()
        .member("email", library.email.empty() ? "HIER-EINTRAGEN" : library.email)
        .end_object();
    w.member("privacyUrl", "https://HIER-EINTRAGEN/datenschutz")
        .member("imprintUrl", "https://HIER-EINTRAGEN/impressum");
    w.member("termsUrl", "https://HIER-EINTRAGEN/benutzungsordnung");
    // Grown-ups pay, children do not: so nearly everywhere. The amount is the library's.
    w.key("fees").begin_object().member_integer("standardCents", 2000).key("byAge").begin_array().begin_object();
    w.member_integer("belowAge", 18).member_integer("cents", 0).end_object().end_array().end_object();
    w.key("proofs").begin_object().member("identity", "at-counter").end_object();
    w.key("payment").begin_object().member("policy", "at-counter").end_object();
    return pretty_json(w.end_object().take());
}

}  // namespace lesepass::server
