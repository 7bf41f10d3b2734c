#pragma once
// The page tree: what one person sees now. Values only, no behaviour, no definition. Every face (HTML, canvas, text) is
// a rendering of this tree, and nothing else than this tree reaches a face.
//
// Element ids of parts are derived, so that all faces, the error summary and the painter's rectangles agree:
//   <id>            the control itself (input, fieldset, heading, list ...)
//   <id>-label      its label or legend        <id>-hint   its help text        <id>-error   its error text
//   <id>-<n>        option n (0-based) of a Choice: the radio; <id>-<n>-label its label, <id>-<n>-hint its help text
#include <cstdint>
#include <string>
#include <vector>

#include "base/input_kind.h"

namespace lesepass::page {

// Serialised by page/wire: append only. The comment after each kind is the accessibility contract of every face.
enum class NodeKind : std::uint8_t {
    Heading,    // Must: real heading of `level`; level 1 exactly once a page and able to take focus.
    Paragraph,  // text
    Notice,     // `tone`, optional title in `text`, body in `value`. Must: not by colour alone (a word says the tone).
    ErrorSummary,  // `text` = title; children Link (href "#<id>"). Must: announced and focused when it appears.
    Progress,      // `text` = "Step 2 of 7: Address", `number` of `total`. Must: text, not only a bar.
    Section,       // groups children under an optional heading (`text`, `level`)
    TextField,     // one line (`number` > 1: a text of that many lines). Must: label, hint and error associated;
                   // autocomplete token; required in words.
    Choice,        // radio group: children Option. Must: legend; error and hint belong to the group.
    Option,        // one radio: `value`, `text`, `hint`, `checked`
    Checkbox,      // `text` is the label, `checked`
    Upload,        // file field; children Attachment (already there). `value` = accept list
    Attachment,    // `text` = file name, `hint` = size and kind, `value` = attachment id; `action` removes it
    SummaryList,   // children SummaryRow
    SummaryRow,    // `text` = term, `value` = answer, optional `action`/`action_text` = change; children Picture: small
                   // ones of what the answer names (decoration: the answer says it all)
    FeeTable,      // children SummaryRow (text, amount); last one with `checked` = the total
    Button,        // `text`, `action` sent when pressed; `tone` Primary/Secondary
    Link,          // `text`, `href`
    List,          // bullet list: children Paragraph or Link. Children List: rows of a table (`text` = caption), whose
                   // children are the cells; the first row names the columns. The inbox has tables, the form has none.
    Steps,         // history/time line: children SummaryRow
    Picture,  // `href` = address of the picture, `text` = caption that says all there is to know. `number`, `total`
              // = width and height; `value` = what a machine reads in it (QR code), else empty
};
inline constexpr int node_kind_count = 20;

enum class Tone : std::uint8_t { Neutral, Info, Success, Warning, Error, Primary, Secondary };

using lesepass::Autocomplete;
using lesepass::InputMode;

// Which words of a node are German on a page in another language: what a library wrote and did not translate.
enum Foreign : std::uint8_t { foreign_text = 1, foreign_value = 2, foreign_hint = 4 };

struct Node {
    NodeKind kind = NodeKind::Paragraph;
    std::string id;    // element id; empty for nodes nobody refers to
    std::string name;  // form control name (wire name of the field)
    std::string text;
    std::string value;
    std::string hint;
    std::string error;  // empty: valid
    std::string href;
    std::string action;  // value of the "action" control when pressed
    std::string action_text;
    Tone tone = Tone::Neutral;
    InputMode input_mode = InputMode::Text;
    Autocomplete autocomplete = Autocomplete::Off;
    std::uint8_t level = 2;    // Heading, Section: 1..6
    std::uint8_t foreign = 0;  // of Foreign; set for text (Paragraph, Choice, Checkbox, TextField, Option, SummaryRow),
                               // hint (the same) and value (Notice, SummaryRow)
    bool checked = false;
    bool required = false;
    bool focus = false;            // this element takes the focus when the page appears
    std::uint16_t max_length = 0;  // code points; 0 = no limit
    std::uint16_t number = 0, total = 0;
    std::vector<Node> children;

    bool operator==(const Node&) const = default;
};

// A language a page can be switched to.
struct LanguageChoice {
    std::string code;  // as in "?lang="
    std::string tag;   // BCP 47
    std::string name;  // in that language
    bool current = false;
    bool operator==(const LanguageChoice&) const = default;
};

struct Page {
    std::string language;  // BCP 47: "de"
    bool right_to_left = false;
    std::string title;           // document title; starts with "Fehler: " when there are errors
    std::string library_name;    // header
    std::string form_action;     // where the plain page posts; empty: no form
    std::string form_target;     // "" or "_top" (payment leaves the frame)
    std::string step;            // key of the step ("address"), for tests and styling hooks; empty for other pages
    std::string skip_text;       // "Zum Inhalt springen"
    std::string footer_label;    // accessible name of the footer navigation
    std::string language_label;  // accessible name of the language switch
    std::vector<LanguageChoice> languages;
    std::vector<Node> body;
    std::vector<Node> footer;  // Links
    // Controls without appearance ("draft", "step", "csrf").
    struct Hidden {
        std::string name, value;
        bool operator==(const Hidden&) const = default;
    };
    std::vector<Hidden> hidden;
    bool operator==(const Page&) const = default;
};

}  // namespace lesepass::page
