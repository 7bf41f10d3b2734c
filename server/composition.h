#pragma once
// Puts ports and adapters together: the only file that knows all adapters.
#include <memory>

#include "config.h"

namespace lesepass::server {

class Composition {
public:
    // Failure with a sentence for the operator; several mistakes (tenant files) stand on lines of their own.
    static Result<std::unique_ptr<Composition>> build(const Config& config);
    ~Composition();

    int port() const;
    void start();
    // Loads the tenant files again. They are watched anyway; this is for SIGHUP.
    void look_at_tenants();
    // Requests in progress are answered, mails and payments in progress end, then everything is closed.
    void stop();

private:
    class Parts;
    explicit Composition(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// A case worker account without a running server, or beside it. Failure with a sentence.
Status add_case_worker(const Config& config, const std::string& library, const std::string& user,
                       const std::string& password);

}  // namespace lesepass::server
