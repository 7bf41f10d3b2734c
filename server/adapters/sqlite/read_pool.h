#pragma once
// Connections for reading; a caller waits if all are taken. Readers never wait for the writer (WAL).
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/sqlite/connection.h"

namespace lesepass::server::sqlite {

class ReadPool {
public:
    explicit ReadPool(std::vector<Connection> connections);

    class Lease {
    public:
        Lease(ReadPool& pool, Connection& connection) : pool_(pool), connection_(connection) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease() { pool_.put_back(connection_); }
        Connection& connection() { return connection_; }

    private:
        ReadPool& pool_;
        Connection& connection_;
    };
    Lease take();

private:
    void put_back(Connection& connection);

    std::vector<Connection> connections_;
    std::vector<Connection*> free_;
    std::mutex mutex_;
    std::condition_variable wake_;
};

}  // namespace lesepass::server::sqlite
