#include "routes/finder_page.h"

#include <algorithm>

#include "page/build_page.h"
#include "page/place_nodes.h"
#include "responsibility/place_names.h"
#include "routes/pages.h"

namespace lesepass::server {

namespace {
using page::Node;
using page::NodeKind;
using page::Tone;

// As many as fit on a screen; more are listed below their first letters.
constexpr std::size_t ungrouped = 30;

std::string with_language(std::string url, Language language) {
    url += url.find('?') == std::string::npos ? "?lang=" : "&lang=";
    return url.append(code_of(language));
}

std::string postcode_parameter(const std::string& postcode) { return postcode.empty() ? "" : "plz=" + postcode + "&"; }

std::string mistake_of(const FinderView& view) {
    const Catalog& text = catalog_of(view.language);
    switch (view.result.outcome) {
        case SearchOutcome::Nothing: return view.asked ? std::string(text[Text::FinderMissing]) : "";
        case SearchOutcome::Found: return "";
        case SearchOutcome::UnknownPostcode: return text.format(Text::LibraryOutsideArea, {view.result.postcode});
        case SearchOutcome::UnknownName:
        case SearchOutcome::UnknownAgs: return text.format(Text::FinderUnknownName, {view.typed});
    }
    return "";
}

// ---- the answer ----------------------------------------------------------------------------------------------------

void add_libraries(const FinderView& view, const Found& found, const std::string& where, std::vector<Node>& body) {
    const Catalog& text = catalog_of(view.language);
    if (found.libraries.size() > 1) body.push_back(page::paragraph(text.format(Text::LibrarySeveral, {where})));
    for (const auto* library : found.libraries) {
        const auto url = with_language(form_url(library->tenant, found.place, view.result.postcode), view.language);
        body.push_back(page::link(text.format(Text::FinderApply, {library->library}), url));
        if (!library->address.empty()) body.push_back(page::paragraph(library->address));
    }
    if (!found.libraries.empty()) return;
    body.push_back(
        page::notice(Tone::Warning, std::string(text[Text::NoticeWarning]), text.format(Text::LibraryNobody, {where})));
    page::add_other_ways(text, body);
    body.push_back(page::paragraph(std::string(text[Text::FinderElsewhere])));
}

void add_choice(const FinderView& view, std::vector<Node>& body) {
    Node list;
    list.kind = NodeKind::List, list.id = "municipalities";
    for (const auto& found : view.result.found) {
        const auto url = "/?" + postcode_parameter(view.result.postcode) + "ags=" + std::string(found.place.ags);
        list.children.push_back(
            page::link(page::place_words(view.result.postcode, found.place), with_language(url, view.language)));
    }
    body.push_back(std::move(list));
}

void add_result(const FinderView& view, std::vector<Node>& body) {
    const Catalog& text = catalog_of(view.language);
    if (view.result.found.empty()) return;
    const auto& first = view.result.found.front();
    const bool several = view.result.found.size() > 1;
    const auto where = page::place_words(view.result.postcode, first.place);
    auto title =
        page::heading(2, several ? std::string(text[Text::FinderWhich]) : text.format(Text::FinderResult, {where}));
    title.id = "result";
    body.push_back(std::move(title));
    if (several)
        add_choice(view, body);
    else
        add_libraries(view, first, where, body);
}

Node search_field(const FinderView& view) {
    const Catalog& text = catalog_of(view.language);
    Node field;
    field.kind = NodeKind::TextField, field.id = "f-q", field.name = "q";
    field.text = text[Text::FinderSearch], field.hint = text[Text::FinderSearchHint], field.value = view.typed;
    field.max_length = 200, field.required = true;
    field.error = mistake_of(view);
    return field;
}

// ---- all libraries -------------------------------------------------------------------------------------------------

struct Listed {
    std::string sorted_by, letter;
    const Tenant* tenant;
};

std::vector<Listed> all_libraries(const App& app) {
    std::vector<Listed> out;
    for (const auto& [key, tenant] : app.libraries->by_key) {
        const auto name = fold_name(tenant.municipality.name);
        const char first = name.empty() ? '#' : name.front();
        const bool letter = first >= 'a' && first <= 'z';
        out.push_back(
            {name + " " + tenant.name, std::string(1, letter ? static_cast<char>(first - 'a' + 'A') : '#'), &tenant});
    }
    std::sort(out.begin(), out.end(), [](const Listed& a, const Listed& b) { return a.sorted_by < b.sorted_by; });
    return out;
}

void add_list(const FinderView& view, std::vector<Node>& body) {
    const Catalog& text = catalog_of(view.language);
    const auto libraries = all_libraries(view.app);
    body.push_back(page::heading(2, std::string(text[Text::FinderList])));
    const auto new_list = [&](std::string id) {
        body.emplace_back();
        body.back().kind = NodeKind::List, body.back().id = std::move(id);
    };
    std::string letter;
    const bool grouped = libraries.size() > ungrouped;
    if (!grouped) new_list("libraries");
    for (const auto& listed : libraries) {
        if (grouped && listed.letter != letter) {
            letter = listed.letter;
            body.push_back(page::heading(3, letter));
            new_list("libraries-" + (letter == "#" ? "other" : letter));
        }
        body.back().children.push_back(
            page::link(listed.tenant->name, with_language("/" + listed.tenant->key + "/", view.language)));
    }
}
}  // namespace

std::string form_url(const std::string& library, const Place& place, const std::string& postcode) {
    return "/" + library + "/?" + postcode_parameter(postcode) + "ags=" + std::string(place.ags);
}

bool has_mistake(const FinderView& view) { return !mistake_of(view).empty(); }

page::Page finder_page(const FinderView& view) {
    const Catalog& text = catalog_of(view.language);
    page::Page page = plain_page(view.language);
    const std::string title(text[Text::FinderTitle]);
    page.title = has_mistake(view) ? text.format(Text::TitleError, {title}) : title;
    page.step = "finder";
    page.form_action = with_language("/", view.language);
    page.body.push_back(page::heading(1, title));
    add_result(view, page.body);
    if (view.result.found.empty()) page.body.push_back(page::paragraph(std::string(text[Text::FinderIntro])));
    page.body.push_back(search_field(view));
    page.body.push_back(page::button(std::string(text[Text::FinderButton]), "find", Tone::Primary));
    add_list(view, page.body);
    return page;
}

}  // namespace lesepass::server
