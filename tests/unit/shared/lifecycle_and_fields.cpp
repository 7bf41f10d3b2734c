#include <doctest/doctest.h>

#include <string>

#include "application/lifecycle.h"
#include "form/definition.h"

using namespace lesepass;

TEST_CASE("states of an application have wire names that are read back") {
    using enum ApplicationState;
    for (const auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected})
        CHECK(parse_application_state(wire_name(state)) == state);
    CHECK(!parse_application_state(""));
    CHECK(!parse_application_state("Approved"));
}

TEST_CASE("an application is decided only by somebody who looks at it, and once") {
    using enum ApplicationState;
    using E = ApplicationEvent;
    for (const auto state : {AwaitingConsent, AwaitingPayment, Submitted, Delivered})
        CHECK(!next_state(state, E::Approve));
    CHECK(next_state(Submitted, E::OpenedByCaseWorker) == InReview);
    CHECK(next_state(InReview, E::Approve) == Approved);
    CHECK(next_state(InReview, E::Reject) == Rejected);
    for (const auto event : {E::Approve, E::Reject}) {
        CHECK(!next_state(Approved, event));
        CHECK(!next_state(Rejected, event));
    }
    CHECK(next_state(AwaitingPayment, E::PaymentConfirmed) == Submitted);
    CHECK(next_state(Rejected, E::PaymentConfirmed) == Rejected);
    CHECK(is_decided(Approved));
    CHECK(!is_decided(InReview));
}

TEST_CASE("a guardian's consent comes first, once, and leads to payment or to the library") {
    using enum ApplicationState;
    using E = ApplicationEvent;
    CHECK(next_state(AwaitingConsent, E::ConsentGiven) == Submitted);
    CHECK(next_state(AwaitingConsent, E::ConsentGivenPaymentDue) == AwaitingPayment);
    for (const auto event : {E::ConsentRefused, E::ConsentExpired, E::Reject})
        CHECK(next_state(AwaitingConsent, event) == Rejected);
    for (const auto event : {E::PaymentConfirmed, E::NotificationDelivered, E::OpenedByCaseWorker, E::Approve})
        CHECK(!next_state(AwaitingConsent, event));
    for (const auto state : {AwaitingPayment, Submitted, Delivered, InReview, Approved, Rejected})
        for (const auto event : {E::ConsentGiven, E::ConsentGivenPaymentDue, E::ConsentRefused, E::ConsentExpired})
            CHECK(!next_state(state, event));
}

TEST_CASE("fields and steps are found by their names only") {
    CHECK(form::find_field("applicant.givenName")->id == form::FieldId::GivenName);
    CHECK(form::find_step("proofs")->id == form::StepId::Proofs);
    for (const std::string name : {"", "applicant", "applicant.givenname", "applicant.givenName ", "Proofs"}) {
        CHECK(form::find_field(name) == nullptr);
        CHECK(form::find_step(name) == nullptr);
    }
}
