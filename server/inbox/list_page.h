#pragma once
// All applications of a library: newest first, by state, by words.
#include "inbox/frame.h"

namespace lesepass::server::inbox {

struct ListQuery {
    std::string state;  // key of a filter; "open" if unknown
    std::string words;
    int page = 1;  // from 1
};
ListQuery list_query(const std::map<std::string, std::string>& parameters);
// "/inbox/?state=open&q=...&page=2", percent-encoded.
std::string list_url(const ListQuery& query);

http::Response show_list(const Inbox& inbox, const Visitor& visitor, const http::Request& request);
// The search button: goes on to the address of the result, so that it can be reloaded and paged.
http::Response post_list(const http::Request& request);

}  // namespace lesepass::server::inbox
