#include "adapters/mail/eml_mailer.h"

#include "adapters/mail/mime.h"
#include "platform/durable_file.h"

namespace lesepass::server {

Result<std::unique_ptr<EmlMailer>> EmlMailer::open(Options options, const Clock& clock) {
    if (auto made = files::make_folders(options.folder); !made) return Failure{"mail.folder", made.failure().detail};
    files::remove_leftovers(options.folder);
    return std::unique_ptr<EmlMailer>(new EmlMailer(std::move(options), clock));
}

Status EmlMailer::send(const Mail& mail) {
    const auto message = mail::build_message(mail, {.message_domain = options_.message_domain, .now = clock_.now()});
    if (!message) return message.failure();
    auto written = files::write_durably(options_.folder, mail.message_id + ".eml", *message);
    if (!written) return Failure{"mail.temporary", written.failure().detail};
    return Done{};
}

}  // namespace lesepass::server
