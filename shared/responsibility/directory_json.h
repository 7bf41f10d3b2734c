#pragma once
// The directory as it goes to a browser: small, because every page of the form carries it. The index goes apart.
//   [{"key":"hilden","name":"Stadtbücherei Hilden","serves":["05158016"]}, ...]
#include <string>
#include <vector>

#include "json/object_reader.h"
#include "responsibility/directory.h"

namespace lesepass {

std::vector<DirectoryEntry> read_directory(const json::Value& value, std::vector<json::Problem>& problems);
// Addresses only where somebody has to choose, postcodes only of libraries whose file names them.
std::string write_directory(const Directory& directory);

}  // namespace lesepass
