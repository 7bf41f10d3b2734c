// Turns the table of municipalities and postcodes into the file that programs read.
//   lesepass-places <table.csv> <places.bin>        for browsers
//   lesepass-places <table.csv> --cpp <file.cpp>    the same bytes as a C++ source, for the server
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "responsibility/encode_places.h"
#include "responsibility/places.h"

namespace {
std::string as_source(const std::string& bytes) {
    std::string out = "#include \"places/known_places.h\"\n\nnamespace {\nconstexpr unsigned char bytes[] = {";
    for (std::size_t i = 0; i < bytes.size(); ++i)
        out += (i % 24 == 0 ? "\n    " : "") + std::to_string(static_cast<unsigned char>(bytes[i])) + ",";
    return out +
           "\n};\n}  // namespace\n\nstd::string_view lesepass::server::places_bin() {\n"
           "    return {reinterpret_cast<const char*>(bytes), sizeof bytes};\n}\n";
}

int fail(const std::string& why) {
    std::cerr << why << "\n";
    return 1;
}
}  // namespace

int main(int argc, char** argv) {
    const bool source = argc == 4 && std::string_view(argv[2]) == "--cpp";
    if (argc != 3 && !source) return fail("usage: lesepass-places <table.csv> [--cpp] <output>");
    std::ifstream in(argv[1], std::ios::binary);
    const std::string table{std::istreambuf_iterator<char>(in), {}};
    const auto rows = lesepass::read_place_table(table);
    if (!rows) return fail(std::string(argv[1]) + ": " + rows.failure().detail);
    const auto bytes = lesepass::encode_places(*rows);
    if (!bytes) return fail(std::string(argv[1]) + ": " + bytes.failure().detail);
    if (!lesepass::PlaceIndex{}.load(*bytes)) return fail("the reader refuses what was written");
    std::ofstream out(argv[argc - 1], std::ios::binary);
    out << (source ? as_source(*bytes) : *bytes);
    out.close();
    return out ? 0 : fail(std::string(argv[argc - 1]) + ": cannot write");
}
