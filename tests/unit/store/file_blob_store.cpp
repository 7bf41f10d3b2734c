#include "adapters/files/file_blob_store.h"

#include <fstream>

#include "adapters/system/sodium_random.h"
#include "adapters/system/system_clock.h"
#include "store_fixture.h"

using namespace lesepass;
using namespace lesepass::server;
using namespace lesepass::server::testing;

namespace {

std::unique_ptr<FileBlobStore> blobs_in(const std::string& folder) {
    auto opened = FileBlobStore::open(folder);
    REQUIRE(opened);
    return std::move(*opened);
}

std::string path_of(const std::string& root, AttachmentId id) {
    return root + "/" + id.text().substr(0, 2) + "/" + id.text();
}

}  // namespace

TEST_CASE("blobs: bytes come back as they were put, also after a restart") {
    const TemporaryFolder folder;
    const std::string root = folder.path() + "/blobs";
    const std::string all_bytes("\0\r\n\xff<script>", 12);
    const std::string large(3'000'000, 'x');
    {
        const auto blobs = blobs_in(root);
        CHECK(blobs->put(attachment_id(1), all_bytes));
        CHECK(blobs->put(attachment_id(2), large));
        CHECK(blobs->put(attachment_id(3), ""));
    }
    const auto blobs = blobs_in(root);
    CHECK(*blobs->read(attachment_id(1)) == all_bytes);
    CHECK(*blobs->read(attachment_id(2)) == large);
    CHECK(blobs->read(attachment_id(3))->empty());
}

TEST_CASE("blobs: the same bytes again are success, other bytes are refused") {
    const TemporaryFolder folder;
    const auto blobs = blobs_in(folder.path());
    CHECK(blobs->put(attachment_id(1), "one"));
    CHECK(blobs->put(attachment_id(1), "one"));
    CHECK(code_of(blobs->put(attachment_id(1), "two")) == "blob.conflict");
    CHECK(*blobs->read(attachment_id(1)) == "one");
}

TEST_CASE("blobs: what is not there is missing, and removing it is success") {
    const TemporaryFolder folder;
    const auto blobs = blobs_in(folder.path());
    CHECK(code_of(blobs->read(attachment_id(1))) == "blob.missing");
    CHECK(blobs->remove(attachment_id(1)));
    REQUIRE(blobs->put(attachment_id(1), "one"));
    CHECK(blobs->remove(attachment_id(1)));
    CHECK(code_of(blobs->read(attachment_id(1))) == "blob.missing");
}

TEST_CASE("blobs: what a crash left half written is cleared, and never read") {
    const TemporaryFolder folder;
    const std::string part = path_of(folder.path(), attachment_id(1)) + ".0.part";
    { REQUIRE(blobs_in(folder.path())->put(attachment_id(2), "two")); }
    std::ofstream(part) << "hal";
    const auto blobs = blobs_in(folder.path());
    CHECK_FALSE(std::filesystem::exists(part));
    CHECK(code_of(blobs->read(attachment_id(1))) == "blob.missing");
    CHECK(*blobs->read(attachment_id(2)) == "two");
}

TEST_CASE("blobs: only the server's own user may read them") {
    const TemporaryFolder folder;
    const auto blobs = blobs_in(folder.path() + "/blobs");
    REQUIRE(blobs->put(attachment_id(1), "one"));
    using std::filesystem::perms;
    for (const auto& path : {folder.path() + "/blobs", path_of(folder.path() + "/blobs", attachment_id(1))})
        CHECK((std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all)) == perms::none);
}

TEST_CASE("blobs: damage around them is told, not hidden") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() + "/file") << "x";
    CHECK(code_of(FileBlobStore::open(folder.path() + "/file/blobs")) == "blob.io");
    CHECK(code_of(FileBlobStore::open(folder.path() + "/file")) == "blob.io");
    const auto blobs = blobs_in(folder.path() + "/blobs");
    std::filesystem::remove_all(folder.path() + "/blobs");
    CHECK(code_of(blobs->put(attachment_id(1), "one")) == "blob.io");
}

TEST_CASE("blobs: a full disk is told as such") {
    if (!std::filesystem::exists("/dev/full")) FAIL("this test needs Linux' /dev/full");
    const TemporaryFolder folder;
    const auto blobs = blobs_in(folder.path());
    const std::string shard = folder.path() + "/" + attachment_id(1).text().substr(0, 2);
    // The temporary file of the next write is a device without space; its number is not known, so all the next ones
    // are.
    for (int i = 0; i < 1'000; ++i)
        std::filesystem::create_symlink("/dev/full",
                                        shard + "/" + attachment_id(1).text() + "." + std::to_string(i) + ".part");
    CHECK(code_of(blobs->put(attachment_id(1), std::string(100'000, 'x'))) == "blob.full");
    CHECK(code_of(blobs->read(attachment_id(1))) == "blob.missing");
}

TEST_CASE("system: the clock goes forward and is of this age, random bytes differ") {
    const SystemClock clock;
    CHECK(clock.now() > UtcMillis{1'700'000'000'000});
    SodiumRandom random;
    CHECK(random.bytes16() != random.bytes16());
}
