#pragma once
#include "inbox/frame.h"

namespace lesepass::server::inbox {

http::Response show_sign_in(const Inbox& inbox, const http::Request& request);
http::Response post_sign_in(Inbox& inbox, const http::Request& request);

// A page of the inbox, or the list: never another site, whatever stood in the address.
std::string local_path(const std::string& wanted);

}  // namespace lesepass::server::inbox
