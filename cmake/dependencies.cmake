# Libraries of the native parts. Each is a Debian package; ./dev installs what is missing.
#   link as   PkgConfig::sqlite3  PkgConfig::sodium  PkgConfig::curl  PkgConfig::pangocairo  PkgConfig::cairo_pdf  PkgConfig::qrencode
#             spdlog::spdlog  CLI11::CLI11  Threads::Threads  nlohmann_json::nlohmann_json  lesepass_httplib
find_package(PkgConfig REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(cairo_pdf REQUIRED IMPORTED_TARGET cairo-pdf)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)

lesepass_add_httplib()
