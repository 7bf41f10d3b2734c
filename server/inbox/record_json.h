#pragma once
// One application as JSON, for other programs of the library (docs/formats/record-v1.md).
#include <string>

#include "http/response.h"
#include "inbox/application_view.h"

namespace lesepass::server::inbox {

http::Response record_json(const ApplicationView& view, const Date& today, const std::string& file_name);

}  // namespace lesepass::server::inbox
