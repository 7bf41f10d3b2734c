#pragma once
// All questions of one library: the definition's rows, and at the end of their steps the library's own.
#include <optional>
#include <string_view>

#include "base/function_ref.h"
#include "form/definition.h"
#include "tenant/tenant.h"

namespace lesepass::form {

// In the order of asking. Rows of the library's own point into the tenant.
void each_row(const Tenant& tenant, FunctionRef<void(const Field&)> visit);
// Precondition for Extra1 and above: the tenant has that many.
Field row_of(FieldId id, const Tenant& tenant);
std::optional<Field> find_row(std::string_view wire_name, const Tenant& tenant);

// nullptr: a row of the definition.
const ExtraQuestion* extra_question(FieldId id, const Tenant& tenant);
// What the library changed about it; nullptr: nothing.
const FieldRule* rule_of(const Field& field, const Tenant& tenant);

}  // namespace lesepass::form
