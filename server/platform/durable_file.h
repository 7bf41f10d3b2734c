#pragma once
// Whole files that are on stable storage when the call returns: temporary file, fsync, rename, fsync of the folder.
#include <string>
#include <string_view>

#include "base/result.h"

namespace lesepass::server::files {

// Replaces `folder`/`name`. Readers see the old file or the new one, never a part. Failure codes: "file.full" (no space
// or quota), "file.io".
Status write_durably(const std::string& folder, const std::string& name, std::string_view bytes);

// Failure "file.missing" or "file.io".
Result<std::string> read_whole(const std::string& path);

// Makes the folder (mode 0700, one level) and syncs its parent; success if it is there already.
Status make_folder(const std::string& path);
// Makes every missing level.
Status make_folders(const std::string& path);
Status sync_folder(const std::string& path);
// Files that write_durably() left in `folder` when the process died.
void remove_leftovers(const std::string& folder);

}  // namespace lesepass::server::files
