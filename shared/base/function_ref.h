#pragma once
// A callable as an argument: valid during the call, owns nothing. std::function costs the browser module a class with
// seven functions for each lambda.
#include <type_traits>
#include <utility>

namespace lesepass {

template <class Signature>
class FunctionRef;

template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
public:
    template <class Callable, class = std::enable_if_t<!std::is_same_v<std::decay_t<Callable>, FunctionRef>>>
    FunctionRef(const Callable& callable)
        : callable_(&callable), call_([](const void* at, Arguments... arguments) -> Result {
              return (*static_cast<const Callable*>(at))(std::forward<Arguments>(arguments)...);
          }) {}

    Result operator()(Arguments... arguments) const { return call_(callable_, std::forward<Arguments>(arguments)...); }

private:
    const void* callable_;
    Result (*call_)(const void*, Arguments...);
};

}  // namespace lesepass
