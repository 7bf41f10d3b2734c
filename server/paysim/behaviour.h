#pragma once
// How the simulated platform may behave. Each choice is one row: name in forms and tests, German words on the page.
#include <array>
#include <optional>
#include <string_view>

namespace lesepass::paysim {

enum class Outcome { Open, Paid, PaidLater, Failed, Cancelled };
enum class Notice { Normal, BeforeReturn, AfterReturn, Repeated, Lost, Forged };
enum class Reply { Normal, WrongAmount, OtherOrder, UnknownStatus, Html, Slow, Unavailable };

template <class Choice>
struct Option {
    Choice choice;
    std::string_view name;
    std::string_view label;
};

inline constexpr auto outcomes = std::to_array<Option<Outcome>>({
    {Outcome::Paid, "success", "Zahlung gelingt"},
    {Outcome::Failed, "failure", "Zahlung schlägt fehl"},
    {Outcome::Cancelled, "cancel", "Zahlung abbrechen"},
    {Outcome::PaidLater, "delay", "Zahlung gelingt, aber erst später"},
    {Outcome::Open, "open", "Ohne Ergebnis zurückkehren"},
});

inline constexpr auto notices = std::to_array<Option<Notice>>({
    {Notice::Normal, "normal", "kommt sofort"},
    {Notice::BeforeReturn, "before-return", "kommt, bevor der Browser zurückkehrt"},
    {Notice::AfterReturn, "after-return", "kommt einige Sekunden nach der Rückkehr"},
    {Notice::Repeated, "repeated", "kommt fünfmal"},
    {Notice::Lost, "lost", "geht verloren"},
    {Notice::Forged, "forged", "kommt doppelt, einmal davon mit fremder Transaktionsnummer"},
});

inline constexpr auto replies = std::to_array<Option<Reply>>({
    {Reply::Normal, "normal", "richtig"},
    {Reply::WrongAmount, "wrong-amount", "mit einem Cent zu wenig"},
    {Reply::OtherOrder, "other-order", "zu einer anderen Bestellung"},
    {Reply::UnknownStatus, "unknown-status", "mit einem unbekannten Status"},
    {Reply::Html, "html", "mit einer HTML-Fehlerseite"},
    {Reply::Slow, "slow", "sehr langsam"},
    {Reply::Unavailable, "unavailable", "gar nicht (HTTP 503)"},
});

// Only these make sense before there is an order.
inline constexpr auto order_replies = std::to_array<Option<Reply>>({
    {Reply::Normal, "normal", "richtig"},
    {Reply::Html, "html", "mit einer HTML-Fehlerseite"},
    {Reply::Slow, "slow", "sehr langsam"},
    {Reply::Unavailable, "unavailable", "gar nicht (HTTP 503)"},
});

template <class Choice, std::size_t N>
constexpr std::optional<Choice> find_choice(const std::array<Option<Choice>, N>& options, std::string_view name) {
    for (const auto& option : options)
        if (option.name == name) return option.choice;
    return std::nullopt;
}

template <class Choice, std::size_t N>
constexpr std::string_view label_of(const std::array<Option<Choice>, N>& options, Choice choice) {
    for (const auto& option : options)
        if (option.choice == choice) return option.label;
    return {};
}

// What is chosen for one payment. In advance only notice and status_reply are preselected.
struct Behaviour {
    Outcome outcome = Outcome::Open;
    Notice notice = Notice::Normal;
    Reply status_reply = Reply::Normal;
};

}  // namespace lesepass::paysim
