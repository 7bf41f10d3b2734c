#pragma once
// The "fees" of a tenant file.
#include "json/object_reader.h"
#include "json/writer.h"
#include "tenant/fee_schedule.h"

namespace lesepass {

void read_fees(json::ObjectReader& reader, FeeSchedule& fees);
void write_fees(json::Writer& writer, const FeeSchedule& fees);

}  // namespace lesepass
