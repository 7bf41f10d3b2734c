#pragma once
// Everything that stands on the page of one application, read from the store, and the page made of it.
#include <string>
#include <vector>

#include "inbox/frame.h"

namespace lesepass::server::inbox {

struct PaymentHistory {
    PaymentRecord payment;
    std::vector<PaymentEventRecord> events;
};

struct ApplicationView {
    ApplicationRecord record;
    std::vector<AttachmentRecord> attachments;
    std::vector<PaymentHistory> payments;
    std::vector<ApplicationEventRecord> history;
    std::vector<OutboxEntry> outbox;
    std::optional<ConsentRecord> consent;  // applications of minors
    std::optional<CardRecord> card;        // provisional
};
Result<ApplicationView> read_view(const App& app, ApplicationRecord record);

// What the last button press leads to on the page.
struct PageState {
    std::string reason{};        // as typed, kept
    std::string reason_error{};  // shown at the field and in the summary
    page::Tone tone = page::Tone::Neutral;
    std::string message_title{}, message{};  // empty: none
    std::string card_reason{}, card_reason_error{};
    std::string card_number{}, card_number_error{};
};
page::Page application_page(const App& app, const Visitor& visitor, const ApplicationView& view,
                            const PageState& state);
// To keep: nothing to press. What application_page shows, without what only helps to decide.
page::Page record_page(const App& app, const Visitor& visitor, const ApplicationView& view);

}  // namespace lesepass::server::inbox
