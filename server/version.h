#pragma once

namespace lesepass::server {

inline constexpr const char* product_version = LESEPASS_VERSION;

}  // namespace lesepass::server
