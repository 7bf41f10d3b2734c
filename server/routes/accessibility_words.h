#pragma once
// The words of the accessibility statement. Not in the catalogues: the browser modules never need them, and the
// statement is a German authority's paper (BGG NRW section 10b; BITVNRW sections 4 and 5). English besides, for
// everybody else.
#include <string>
#include <vector>

#include "text/catalog.h"

namespace lesepass::server {

struct AccessibilityWords {
    std::string title, scope, standard, method;
    std::string gaps_title;
    std::vector<std::string> gaps;  // of the product itself, for every library
    std::string date;               // {0}
    std::string help_title, sign_language, easy_read;
    std::string feedback_title, feedback_intro, message, message_hint, email, email_hint, send;
    std::string message_missing, email_wrong, errors_title, error_prefix;
    std::string sent_title, sent, sent_with_email, sent_without_email, back;
    std::string ombuds_title, ombuds, ombuds_link, ombuds_mail, monitoring_title, monitoring;
};

const AccessibilityWords& accessibility_words(Language language);
// Which of the two: for the page's lang.
Language accessibility_language(Language language);

// From FACTS of the law, one place: they are the same for every library in NRW.
inline constexpr const char* ombuds_url = "https://www.lbbp.nrw.de/ombudsstelle";
inline constexpr const char* ombuds_email = "ombudsstelle-barrierefreie-it@mags.nrw.de";
inline constexpr const char* monitoring_email = "ueberwachungsstelle-nrw@it.nrw.de";

}  // namespace lesepass::server
