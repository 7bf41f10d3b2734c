#pragma once
// Sockets of the gate: opening the listener, accepting a peer.
#include <cstddef>
#include <string>

#include "base/result.h"

namespace lesepass::server::http {

struct Listener {
    int fd = -1;  // the caller closes it
    int port = 0;
};
// Failure "http.listen" with a sentence for the operator. Port 0: any.
Result<Listener> open_listener(const std::string& address, int port, int backlog);

struct Peer {
    int fd = -1;  // -1: nobody waits (errno says why)
    std::string address;
    // Whose share of the connections this one is: the address, of IPv6 the /64, because one household or one attacker
    // owns all addresses of it.
    std::string share;
};
Peer accept_peer(int listener_fd);

// Raises the soft limit of open files as far as allowed; the number of connections that fit beside the other files.
std::size_t fit_open_files(std::size_t wanted_connections);

}  // namespace lesepass::server::http
