#pragma once
// What every use case and route works with: ports and configuration, put together by composition.cpp alone.
#include <functional>
#include <string>

#include "ports/blob_store.h"
#include "ports/clock.h"
#include "ports/libraries.h"
#include "ports/random.h"
#include "ports/store.h"
#include "text/languages.h"

namespace lesepass::server {

class PaymentService;
class DraftSeal;

struct App {
    Store& store;
    BlobStore& blobs;
    Clock& clock;
    Random& random;
    const LibraryShelf& libraries;
    PaymentService& payments;
    const DraftSeal& seal;
    std::string public_url;  // "https://bibliothek.example", no slash at the end: links in mails, payment returns
    std::string mail_from;   // envelope and From address of our mails
    std::function<void()> wake_outbox;

    Date today() const { return date_in_germany(clock.now()); }
};

}  // namespace lesepass::server
