#pragma once
// What stored names and numbers mean, in German for case workers. The inbox is not translated, so its words do not
// stand in the catalogues that every browser downloads.
#include <string>
#include <string_view>
#include <vector>

#include "ports/store.h"

namespace lesepass::server::inbox {

// "received" -> "Antrag eingegangen". A name we do not know (written by a newer version) is shown as it is.
std::string application_event_words(std::string_view event);
// "applicant" -> "antragstellende Person"; a user name stays.
std::string actor_words(const std::string& actor);
std::string payment_event_words(std::string_view event);
std::string payment_source_words(std::string_view source);
// "16,00 €, bezahlt"; no payment yet: what the fee and the state say.
std::string payment_summary(const ApplicationRecord& record, const std::vector<PaymentRecord>& payments);
// "245 kB"
std::string size_words(std::int64_t bytes);
// "JPEG"; the media type itself if it is none of ours.
std::string media_words(const std::string& media_type);
// Label of the upload field.
std::string purpose_words(const std::string& wire_name);

}  // namespace lesepass::server::inbox
