#include "adapters/sqlite/read_pool.h"

namespace lesepass::server::sqlite {

ReadPool::ReadPool(std::vector<Connection> connections) : connections_(std::move(connections)) {
    for (auto& connection : connections_) {
        connection.exec("PRAGMA query_only = ON");
        free_.push_back(&connection);
    }
}

ReadPool::Lease ReadPool::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !free_.empty(); });
    Connection* connection = free_.back();
    free_.pop_back();
    return {*this, *connection};
}

void ReadPool::put_back(Connection& connection) {
    {
        const std::lock_guard lock(mutex_);
        free_.push_back(&connection);
    }
    wake_.notify_one();
}

}  // namespace lesepass::server::sqlite
