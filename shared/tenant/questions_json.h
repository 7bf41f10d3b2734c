#pragma once
// "fields" and "extraQuestions" of a tenant file.
#include "json/object_reader.h"
#include "json/writer.h"
#include "tenant/tenant.h"

namespace lesepass {

void read_questions(json::ObjectReader& reader, Tenant& tenant);
void write_questions(json::Writer& writer, const Tenant& tenant);

}  // namespace lesepass
