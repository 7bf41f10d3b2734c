#pragma once
// Result<T>: a value or a Failure. shared/ neither throws nor catches (the WASM build has no exceptions), and
// std::expected is in neither compiler we support.
#include <string>
#include <utility>
#include <variant>

namespace lesepass {

// Why something did not work. `code` is permanent and for machines ("json.depth"), `detail` is for the operator's or
// developer's eyes and never holds personal data.
struct Failure {
    std::string code;
    std::string detail;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Precondition: ok().
    const T& value() const& { return *std::get_if<0>(&state_); }
    T& value() & { return *std::get_if<0>(&state_); }
    T&& value() && { return std::move(*std::get_if<0>(&state_)); }
    const T* operator->() const { return std::get_if<0>(&state_); }
    T* operator->() { return std::get_if<0>(&state_); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }

    // Precondition: !ok().
    const Failure& failure() const { return *std::get_if<1>(&state_); }

private:
    std::variant<T, Failure> state_;
};

struct Done {};
using Status = Result<Done>;

// Drops a result on purpose; `why` is for the reader.
template <class T>
void ignore(const Result<T>&, const char* /*why*/) {}

}  // namespace lesepass
