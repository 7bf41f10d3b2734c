#include "http_fixture.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace lesepass::server::testing {

using namespace http;

std::string Answer::header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

int Answer::count(const std::string& name) const {
    int found = 0;
    for (auto at = head.find("\r\n" + name + ": "); at != std::string::npos;
         at = head.find("\r\n" + name + ": ", at + 2))
        ++found;
    return found;
}

namespace {
bool connect_to(int fd, int port) {
    sockaddr_in to{};
    to.sin_family = AF_INET, to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
}
}  // namespace

Client::Client(int port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    REQUIRE(connect_to(fd_, port));
}

Client::~Client() { ::close(fd_); }

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void Client::finish_sending() { ::shutdown(fd_, SHUT_WR); }

bool Client::fill() {
    char chunk[16384];
    const auto count = ::recv(fd_, chunk, sizeof chunk, 0);
    if (count > 0) buffer_.append(chunk, static_cast<std::size_t>(count));
    return count > 0;
}

Answer Client::receive(bool is_head) {
    Answer answer;
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return answer;
    answer.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    const auto length = answer.header("Content-Length");
    const std::size_t size = length.empty() || is_head ? 0 : std::stoul(length);
    while (buffer_.size() < size)
        if (!fill()) break;
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
}

std::string Client::receive_all() {
    while (fill()) continue;
    return std::move(buffer_);
}

Answer ask(int port, std::string_view request) {
    Client client(port);
    client.send(request);
    Answer answer = client.receive(request.starts_with("HEAD "));
    client.send(get("/ping"));
    answer.closed = client.receive().status != 200;
    return answer;
}

std::string get(const std::string& target, const std::string& more_headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more_headers + "\r\n";
}

std::string post(const std::string& target, const std::string& type, const std::string& body) {
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

namespace {
ServerOptions on_any_port(ServerOptions options) {
    options.port = 0;
    options.workers = 4;
    return options;
}

Response describe_form(const Request& request) {
    std::string out;
    for (const auto& part : request.parts)
        out += part.name + "|" + part.filename + "|" + part.content_type + "|" + std::to_string(part.content.size()) +
               "\n";
    for (const auto& [name, value] : request.fields) out += name + "=" + value + "\n";
    return Response::text(200, out);
}
}  // namespace

TestServer::TestServer(ServerOptions options) : server(on_any_port(std::move(options)), router) {
    add_routes();
    REQUIRE(server.listen().ok());
    server.start();
}

void TestServer::add_routes() {
    router.add(Method::Get, "/ping", [this](const Request&) { return ++handled, Response::text(200, "pong"); });
    const auto echo = [this](const Request& r) { return ++handled, Response::text(200, r.body); };
    router.add(Method::Post, "/echo", echo);
    router.add(Method::Put, "/echo", echo);
    router.add(Method::Post, "/upload", describe_form, {.max_body_bytes = 1024 * 1024});
    router.add(Method::Post, "/api/upload", describe_form);
    router.add(Method::Get, "/see/{id}", [](const Request& r) {
        return Response::text(200,
                              r.param("id") + "|" + r.query_param("q") + "|" + r.cookie("session") + "|" + r.route);
    });
    router.add(Method::Get, "/probe",
               [](const Request& r) { return Response::text(200, "").with("X-Back", r.header("x-probe")); });
    router.add(Method::Get, "/address", [](const Request& r) { return Response::text(200, r.remote_address); });
    router.add(Method::Get, "/boom", [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
    router.add(Method::Post, "/gone", [](const Request&) { return Response::no_content(); });
    router.add(Method::Get, "/shared", [](const Request&) {
        Response response = Response::text(200, "");
        response.shared_body = std::make_shared<const std::string>(std::string(3'000'000, 'x'));
        return response;
    });
}

bool can_connect(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = connect_to(fd, port);
    ::close(fd);
    return connected;
}

int thread_count() {
    int count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) ++count;
    return count;
}

}  // namespace lesepass::server::testing
