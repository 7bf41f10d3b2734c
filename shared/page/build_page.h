#pragma once
// The pure function from (definition, library, answers, language) to what one person sees.
#include <string>
#include <vector>

#include "form/flow.h"
#include "page/node.h"

namespace lesepass::page {

struct PageRequest {
    const form::Draft& draft;
    const form::World& world;
    form::StepId step = form::StepId::Start;
    const std::vector<form::FieldProblem>& problems;  // shown with their fields and in the error summary
    // Without a summary, problems stand at their fields only (live page, while somebody is still typing).
    enum class Errors { WithSummary, AtFieldsOnly } errors = Errors::WithSummary;
    enum class Way { Onward, BackToSummary } way = Way::Onward;
    std::string form_action;  // where the plain page posts
    std::vector<Page::Hidden> hidden = {};
    std::vector<form::FieldId> only = {};  // field_nodes: which of the step's fields
};

Page build_page(const PageRequest& request);

// For pages of the server that ask some of the form's questions: those of `request.only` that are asked, as controls.
std::vector<Node> field_nodes(const PageRequest& request);
// What the library tells guardians, if anything.
void add_minors_note(const Tenant& tenant, const Catalog& text, std::vector<Node>& body);
// The problems as links to those controls; only if there are some.
Node error_summary(const PageRequest& request);

// Element id of a field's control (of the first option for a Choice): error summary, focus.
std::string control_id(const form::Field& field);
std::string element_id(const form::Field& field);

// Head, language switch and footer of any page of a library: everything but title, step and body.
Page library_page(const Tenant& tenant, const Catalog& text);
// The same for a page of no library: what depends on nothing but the language.
Page page_in(const Catalog& text);

// The answers as a summary list per step, for the summary (with change buttons), the case worker and mails.
// Shared: without what only the applicant and the library need to know.
enum class SummaryMode { WithChange, ReadOnly, Shared };
std::vector<Node> answer_nodes(const form::Draft& draft, const form::World& world, SummaryMode mode);
Node fee_overview(const Tenant& tenant, const Catalog& text);
Node fee_node(const form::Fee& fee, const Catalog& text);

// Small builders that the server's own pages use as well.
Node heading(std::uint8_t level, std::string text);
Node paragraph(std::string text);
Node notice(Tone tone, std::string title, std::string body);
Node link(std::string text, std::string href);
Node button(std::string text, std::string action, Tone tone);
Node summary_row(std::string term, std::string value);
// Marks words that are German on a page that is not.
Node marked(Node node, std::uint8_t words, bool is_foreign);

}  // namespace lesepass::page
