#include "page/place_nodes.h"

#include "form/checks.h"
#include "form/place.h"
#include "page/build_page.h"

namespace lesepass::page {

namespace {
using form::Responsibility;

std::string postcode_of(const form::Draft& draft) {
    return form::normal_postcode(draft.answer(form::FieldId::Postcode)).value_or("");
}

Node say(Tone tone, Text title, std::string words, const Catalog& text) {
    Node node = notice(tone, std::string(text[title]), std::move(words));
    node.id = "responsibility";
    return node;
}

// "Essen oder Velbert"
std::string joined(const std::vector<Place>& places, const Catalog& text) {
    std::string out;
    for (const auto& place : places) out = out.empty() ? place.name : text.format(Text::OrPlace, {out, place.name});
    return out;
}
}  // namespace

std::string place_words(const std::string& postcode, const Place& place) {
    return (postcode.empty() ? "" : postcode + " ") + place.name;
}

std::vector<Node> responsibility_nodes(const form::Draft& draft, const form::World& world, const form::Facts& facts) {
    const Catalog& text = world.catalog;
    const auto postcode = postcode_of(draft);
    if (facts.responsibility == Responsibility::Unknown) return {};
    if (facts.responsibility == Responsibility::OutsideArea)
        return {say(Tone::Warning, Text::NoticeWarning, text.format(Text::LibraryOutsideArea, {postcode}), text)};
    const auto where = place_words(postcode, *facts.municipality);
    if (facts.responsibility == Responsibility::NobodyHere)
        return {say(Tone::Warning, Text::NoticeWarning, text.format(Text::LibraryNobody, {where}), text)};
    const Tone tone = facts.responsibility == Responsibility::ThisLibrary ? Tone::Success : Tone::Info;
    const auto words = facts.candidates.size() > 1
                           ? text.format(Text::LibrarySeveral, {where})
                           : text.format(Text::LibraryResponsible, {where, facts.responsible->library});
    return {say(tone, Text::NoticeInfo, words, text)};
}

std::vector<Node> other_ways(const Catalog& text) {
    Node list;
    list.kind = NodeKind::List, list.id = "other-ways";
    list.children.push_back(paragraph(std::string(text[Text::LibraryAskThere])));
    list.children.push_back(paragraph(std::string(text[Text::LibraryPaperForm])));
    return {paragraph(std::string(text[Text::LibraryWhatToDo])), std::move(list)};
}

std::vector<Node> address_hints(const form::Draft& draft, const form::World& world, const form::Facts& facts) {
    const Catalog& text = world.catalog;
    std::vector<Node> out;
    if (facts.places_missing)
        out.push_back(say(Tone::Info, Text::NoticeInfo, std::string(text[Text::PlacesLoading]), text));
    if (const auto town = form::contradicting_town(draft, world, facts)) {
        const auto words =
            text.format(Text::TownHint, {postcode_of(draft), joined(facts.municipalities, text), town->name});
        out.push_back(notice(Tone::Warning, std::string(text[Text::NoticeWarning]), words));
        out.back().id = "town-hint";
    }
    return out;
}

}  // namespace lesepass::page
