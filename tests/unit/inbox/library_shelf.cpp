#include <doctest/doctest.h>

#include "ports/libraries.h"

namespace lesepass::server {

namespace {
Libraries one_called(const char* name) {
    Libraries libraries;
    libraries.by_key["hilden"].name = name;
    return libraries;
}
}  // namespace

TEST_CASE("libraries: the next look sees the new state, what was looked up before stays valid for an hour") {
    LibraryShelf shelf(one_called("first"));
    const Tenant* before = shelf->find("hilden");
    shelf.replace(one_called("second"), 1000);
    CHECK(shelf->find("hilden")->name == "second");
    CHECK(before->name == "first");
    shelf.replace(one_called("third"), 1000 + LibraryShelf::kept_ms);
    CHECK(shelf.states() == 3);
    CHECK(before->name == "first");
    shelf.replace(one_called("fourth"), 1001 + LibraryShelf::kept_ms);
    CHECK(shelf.states() == 3);  // the first is gone
    CHECK(shelf->find("hilden")->name == "fourth");
    CHECK(shelf->find("nobody") == nullptr);
}

}  // namespace lesepass::server
