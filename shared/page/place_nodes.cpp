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

void say(Tone tone, const char* id, std::string words, const Catalog& text, std::vector<Node>& body) {
    const Text title = tone == Tone::Warning ? Text::NoticeWarning : Text::NoticeInfo;
    body.push_back(notice(tone, std::string(text[title]), std::move(words)));
    body.back().id = id;
}

// "Essen oder Velbert"
std::string joined(const std::vector<Place>& places, const Catalog& text) {
    std::string out;
    for (const auto& place : places)
        out = out.empty() ? std::string(place.name) : text.format(Text::OrPlace, {out, place.name});
    return out;
}
}  // namespace

std::string place_words(const std::string& postcode, const Place& place) {
    return (postcode.empty() ? "" : postcode + " ").append(place.name);
}

void add_responsibility(const form::Draft& draft, const form::World& world, const form::Facts& facts,
                        std::vector<Node>& body) {
    const Catalog& text = world.catalog;
    if (facts.responsibility == Responsibility::Unknown) return;
    const auto postcode = postcode_of(draft);
    const auto where = facts.municipality ? place_words(postcode, *facts.municipality) : postcode;
    Tone tone = Tone::Warning;
    std::string words;
    switch (facts.responsibility) {
        case Responsibility::Unknown: return;
        case Responsibility::OutsideArea: words = text.format(Text::LibraryOutsideArea, {where}); break;
        case Responsibility::NobodyHere: words = text.format(Text::LibraryNobody, {where}); break;
        case Responsibility::ThisLibrary:
        case Responsibility::OtherLibrary:
            tone = facts.responsibility == Responsibility::ThisLibrary ? Tone::Success : Tone::Info;
            words = facts.candidates.size() > 1
                        ? text.format(Text::LibrarySeveral, {where})
                        : text.format(Text::LibraryResponsible, {where, facts.responsible->library});
    }
    say(tone, "responsibility", std::move(words), text, body);
}

void add_other_ways(const Catalog& text, std::vector<Node>& body) {
    body.push_back(paragraph(std::string(text[Text::LibraryWhatToDo])));
    Node list;
    list.kind = NodeKind::List, list.id = "other-ways";
    list.children.push_back(paragraph(std::string(text[Text::LibraryAskThere])));
    list.children.push_back(paragraph(std::string(text[Text::LibraryPaperForm])));
    body.push_back(std::move(list));
}

void add_address_hints(const form::Draft& draft, const form::World& world, const form::Facts& facts,
                       std::vector<Node>& body) {
    const Catalog& text = world.catalog;
    if (facts.places_missing) say(Tone::Info, "responsibility", std::string(text[Text::PlacesLoading]), text, body);
    if (const auto town = form::contradicting_town(draft, world, facts))
        say(Tone::Warning, "town-hint",
            text.format(Text::TownHint, {postcode_of(draft), joined(facts.municipalities, text), town->name}), text,
            body);
}

}  // namespace lesepass::page
