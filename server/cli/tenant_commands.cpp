#include "cli/tenant_commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "application/rules_version.h"
#include "json/writer.h"
#include "places/known_places.h"
#include "tenant_tools/check.h"
#include "tenant_tools/schema.h"

namespace lesepass::server {

namespace {
namespace fs = std::filesystem;

struct Report {
    std::string file, text;
    CheckedFile checked;
};

// Files as named; of a folder its *.json. nullopt: one is not there.
std::optional<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::directory_iterator(path, error))
            if (entry.path().extension() == ".json") inside.push_back(entry.path().string());
        if (error || inside.empty()) {
            std::cerr << path << ": keine Datei *.json gefunden / no file *.json found\n";
            return std::nullopt;
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in || fs::is_directory(path)) return std::nullopt;
    return content.str();
}

// What only shows across files.
void compare(std::vector<Report>& reports, Tongue tongue) {
    std::map<std::string, std::string> first;
    for (auto& report : reports) {
        const auto& key = report.checked.tenant.key;
        const auto at = locate(report.text, "$.key");
        if (key.empty() || !at || first.emplace(key, report.file).second) continue;
        const auto& other = first[key];
        report.checked.findings.push_back({.where = at->value,
                                           .path = "$.key",
                                           .message = tongue == Tongue::De
                                                          ? "Den Schlüssel „" + key + "“ hat schon " + other + "."
                                                          : "The key “" + key + "” is taken by " + other + ".",
                                           .help = {}});
    }
}

void write_json(const std::vector<Report>& reports) {
    json::Writer w;
    w.begin_array();
    for (const auto& report : reports)
        for (const auto& finding : report.checked.findings) {
            const auto at = line_column(report.text, finding.where.from);
            w.begin_object().member("file", report.file).member_integer("line", static_cast<std::int64_t>(at.line));
            w.member_integer("column", static_cast<std::int64_t>(at.column)).member("path", finding.path);
            w.member("severity", finding.weight == Weight::Mistake ? "error" : "warning");
            w.member("message", finding.message).member("help", finding.help).end_object();
        }
    std::cout << pretty_json(w.end_array().take());
}

void write_text(std::vector<Report>& reports, Tongue tongue) {
    for (auto& report : reports) {
        for (const auto& finding : report.checked.findings)
            std::cerr << show_finding(finding, report.file, report.text, tongue) << "\n";
        if (!report.checked.good()) continue;
        auto& tenant = report.checked.tenant;
        stamp_rules(tenant);
        std::cout << tenant.key << ": " << tenant.name << " - fine, rules " << rules_version(tenant) << "\n";
    }
}

int check(const TenantCommands& commands) {
    const Tongue tongue = commands.language == "en" ? Tongue::En : Tongue::De;
    const auto files = files_of(commands.paths);
    if (!files) return 2;
    std::vector<Report> reports;
    for (const auto& file : *files) {
        auto text = read_file(file);
        if (!text) {
            std::cerr << file << ": nicht lesbar / can not be read\n";
            return 2;
        }
        const char* salt = std::getenv("LESEPASS_PMPAYMENT_SALT");
        auto checked = check_tenant_text(*text, tongue, {.payment_salt = salt != nullptr && *salt != '\0'});
        reports.push_back({file, std::move(*text), std::move(checked)});
    }
    compare(reports, tongue);
    if (commands.as_json)
        write_json(reports);
    else
        write_text(reports, tongue);
    return std::all_of(reports.begin(), reports.end(), [](const Report& r) { return r.checked.good(); }) ? 0 : 1;
}

std::string postcode_line(const NewLibrary& library) {
    std::string codes;
    const auto all = library.postcodes.empty() ? known_places().postcodes_of(library.ags) : library.postcodes;
    for (const auto& code : all) codes += (codes.empty() ? "" : ", ") + code;
    return "Zuständig bei den Postleitzahlen " + codes + ".\n";
}

int create(const TenantCommands& commands) {
    const auto library = completed(commands.library);
    const auto text = new_tenant_file(library);
    if (!text) {
        std::cerr << "lesepass: " << text.failure().detail << "\n";
        return 1;
    }
    const auto out = commands.out.empty() ? key_of_name(library.name) + ".json" : commands.out;
    // "x": made by this call or not at all. Nobody's work is written over.
    std::FILE* file = std::fopen(out.c_str(), "wx");
    if (file == nullptr) {
        std::cerr << "lesepass: " << out
                  << (fs::exists(out) ? " gibt es schon; sie bleibt, wie sie ist" : " kann nicht angelegt werden")
                  << "\n";
        return 2;
    }
    const bool written = std::fwrite(text->data(), 1, text->size(), file) == text->size();
    if (std::fclose(file) != 0 || !written) {
        std::cerr << "lesepass: " << out << " konnte nicht vollständig geschrieben werden\n";
        return 2;
    }
    std::cout << out << " ist angelegt, für " << library.name << ".\n"
              << postcode_line(library) << "So geht es weiter:\n"
              << "  1. Bei HIER-EINTRAGEN die echten Adressen eintragen.\n"
              << "  2. Preise in Cent und Altersgrenzen prüfen („fees“).\n"
              << "  3. lesepass tenant check " << out << "\n"
              << "  4. Die Datei in den Ordner legen, den lesepass serve --tenants liest.\n"
              << "Alle Einstellungen: docs/tenant-file.md\n";
    return 0;
}
}  // namespace

void add_tenant_commands(CLI::App& app, TenantCommands& commands) {
    commands.tenant = app.add_subcommand("tenant", "Libraries' configuration")->require_subcommand(1);
    commands.check = commands.tenant->add_subcommand("check", "Explains mistakes in tenant files");
    commands.check->add_option("paths", commands.paths, "Files, or folders of *.json")->required();
    commands.check->add_option("--lang", commands.language, "de or en")
        ->capture_default_str()
        ->check(CLI::IsMember({"de", "en"}));
    commands.check->add_flag("--json", commands.as_json, "For programs: one object for each finding");
    commands.create = commands.tenant->add_subcommand("new", "Writes a first file for a municipality");
    commands.create->add_option("ags", commands.library.ags, "Official municipality key, 8 digits")->required();
    commands.create->add_option("--name", commands.library.name,
                                "Name of the municipality (default: from the list of places)");
    commands.create->add_option("--postcode", commands.library.postcodes,
                                "Its postcodes (default: all that belong to it)");
    commands.create->add_option("--email", commands.library.email, "The library's public address");
    commands.create->add_option("--out", commands.out, "File to write (default: KEY.json); never overwritten");
    commands.schema = commands.tenant->add_subcommand("schema", "Prints the JSON Schema of tenant files");
    commands.schema->add_flag("--table", commands.as_table, "All settings as a Markdown table");
}

int run_tenant_command(const TenantCommands& commands) {
    if (*commands.create) return create(commands);
    if (*commands.check) return check(commands);
    std::cout << (commands.as_table ? tenant_settings_table() : tenant_schema());
    return 0;
}

}  // namespace lesepass::server
