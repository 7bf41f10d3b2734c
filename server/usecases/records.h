#pragma once
// Reading what was stored: a record's JSON back into the types of the form.
#include <string>

#include "application/application_json.h"
#include "ports/store.h"
#include "usecases/app.h"

namespace lesepass::server {

// German if the record names a language this build does not have.
Language language_of(const ApplicationRecord& record);
// Failure "record.json": written by another build, or damaged.
Result<Application> stored_application(const ApplicationRecord& record);
// Version of the rules by which it was accepted (shared/application/rules_version.h); empty if it is not readable.
std::string rules_of(const ApplicationRecord& record);
// Empty if none was given.
std::string applicant_email(const ApplicationRecord& record);
// For lists: "Nguyễn, Thị Mai" or the institution's name.
std::string applicant_name(const Application& application);
// Lower-case text that the inbox searches: name and receipt number.
std::string search_text_of(const Application& application, const std::string& receipt);

// The fee's lines as stored with the application (in the applicant's words).
std::string encode_fee(const form::Fee& fee);
form::Fee decode_fee(const std::string& json);
// The lines in another language, if they can be computed again to the same sum; else as stored.
form::Fee fee_in(const App& app, const Tenant& tenant, const ApplicationRecord& record, Language language);

}  // namespace lesepass::server
