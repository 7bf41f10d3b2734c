#pragma once
// The simulator over HTTP, on cpp-httplib as it is: a tool for one developer on loopback, not a public server.
#include <memory>
#include <string>

#include "paysim/simulator.h"

namespace lesepass::paysim {

struct WebOptions {
    std::string host = "127.0.0.1";
    int port = 0;                // 0: any free one
    SimulatorOptions simulator;  // base_url may be empty: then http://host:port
};

class Web {
public:
    // Listens at once; nullptr if the port is taken.
    static std::unique_ptr<Web> open(WebOptions options);
    virtual ~Web() = default;

    virtual int port() const = 0;
    virtual Simulator& simulator() = 0;
    virtual void serve() = 0;  // until stop()
    virtual void stop() = 0;   // from any thread
};

}  // namespace lesepass::paysim
