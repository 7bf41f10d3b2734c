#pragma once
// The compiled-in languages. Native programs only: the browser modules must not link this (they download one language).
#include "text/catalog.h"

namespace lesepass {

const Catalog& catalog_of(Language language);

}  // namespace lesepass
