// Native half of tests/seal/cross.test.mjs: lesepass-seal-tool close|open <words>, content on standard input.
#include <sodium.h>

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "seal/sealed_draft.h"

int main(int argc, char** argv) {
    if (argc != 3 || sodium_init() < 0) return 2;
    const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
    lesepass::seal::SealRandom random;
    randombytes_buf(random.salt.data(), random.salt.size());
    randombytes_buf(random.nonce.data(), random.nonce.size());
    const auto result = std::string(argv[1]) == "close" ? lesepass::seal::seal_draft(input, argv[2], random)
                                                        : lesepass::seal::open_draft(input, argv[2]);
    if (!result) {
        std::cerr << result.failure().code;
        return 1;
    }
    std::cout << *result;
    return 0;
}
