#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "http/server.h"

using namespace lesepass::server::http;

TEST_CASE("connections that arrive while nobody accepts yet are kept, not dropped") {
    // cpp-httplib's own backlog of 5 drops them: a burst then waits for the retries of the kernel (1, 3, 7 seconds).
    Router router;
    ServerOptions options;
    options.port = 0;
    Server server(options, router);
    REQUIRE(server.listen());  // not started: nothing is accepted
    std::vector<int> clients;
    int connected = 0;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(::socket(AF_INET, SOCK_STREAM, 0));
        const timeval limit{.tv_sec = 0, .tv_usec = 500'000};
        setsockopt(clients.back(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_in to{};
        to.sin_family = AF_INET, to.sin_port = htons(static_cast<std::uint16_t>(server.port()));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(clients.back(), reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) break;
        ++connected;
    }
    CHECK(connected == 200);
    for (const int fd : clients) ::close(fd);
}
