#pragma once
// Municipality, postcodes and further municipalities, held against the list of places.
#include "tenant_tools/hint_list.h"

namespace lesepass::server {

void look_at_place(Hints& hints, const Tenant& tenant);

}  // namespace lesepass::server
