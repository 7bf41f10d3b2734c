#pragma once
#include <memory>

#include "ports/clock.h"
#include "ports/mailer.h"

namespace lesepass::server {

// Where no mail server is configured: one file per mail, <folder>/<message_id>.eml, on stable storage. A repeat
// replaces the file. For demos, tests, and houses that collect mail by other means.
class EmlMailer : public Mailer {
public:
    struct Options {
        std::string folder;          // made if it does not exist
        std::string message_domain;  // right side of Message-ID
    };
    // `clock` outlives the mailer. Failure "mail.folder".
    static Result<std::unique_ptr<EmlMailer>> open(Options options, const Clock& clock);

    Status send(const Mail& mail) override;

private:
    EmlMailer(Options options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}
    const Options options_;
    const Clock& clock_;
};

}  // namespace lesepass::server
