#pragma once
// The server's own pages, built from the same nodes as the form.
#include <optional>
#include <string>
#include <vector>

#include "page/html.h"
#include "page/node.h"
#include "payment/payment_state.h"
#include "ports/store.h"
#include "routes/card_section.h"
#include "usecases/app.h"

namespace lesepass::server {

enum class ConsentNote { Sent, TooSoon, TooOften };

// Where an applicant sees the state of the application.
struct StatusView {
    const App& app;
    const Tenant& tenant;
    const ApplicationRecord& record;
    const std::vector<PaymentRecord>& payments;
    std::string form_action;  // pay button posts here
    bool provider_unreachable = false;
    // Applications of minors; and how asking the guardian again went.
    const ConsentRecord* consent = nullptr;
    std::optional<ConsentNote> consent_note = {};
    std::string consent_email = {}, consent_error = {};  // as typed, and what is wrong with it
    const CardRecord* card = nullptr;                    // provisional
    bool card_not_issued = false;                        // the library had no number left
};
page::Page status_page(const StatusView& view, Language language);
// Parts of it that the receipt shows as well.
page::Node status_facts(const StatusView& view, const Catalog& text);
CardView card_view(const StatusView& view);
bool is_paid(const std::vector<PaymentRecord>& payments);

enum class ErrorPage { NotFound, Expired, BadRequest, Server, TooMany };
page::Page error_page(ErrorPage kind, Language language);

// A page that belongs to no library: product name as header.
page::Page plain_page(Language language);

std::string state_label(ApplicationState state, const Catalog& text);

}  // namespace lesepass::server
