// Writes the texts of each language as the file a browser downloads.
//   lesepass-catalog <folder>     -> <folder>/catalog.<language>.bin
#include <fstream>
#include <iostream>
#include <string>

#include "text/catalog.h"
#include "text/languages.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: lesepass-catalog <folder>\n";
        return 2;
    }
    for (const lesepass::Language language : lesepass::all_languages) {
        const std::string path = std::string(argv[1]) + "/catalog." + std::string(lesepass::code_of(language)) + ".bin";
        std::ofstream file(path, std::ios::binary);
        file << lesepass::encode_catalog(lesepass::catalog_of(language));
        file.close();
        if (!file) {
            std::cerr << path << ": cannot write\n";
            return 1;
        }
    }
    return 0;
}
