#pragma once
// Explains what is wrong with tenant files, all of it, to people who administer a library and are no programmers.
#include <string>
#include <string_view>
#include <vector>

#include "tenant/tenant.h"
#include "tenant_tools/locate.h"
#include "tenant_tools/words.h"

namespace lesepass::server {

enum class Weight { Mistake, Warning };

struct Finding {
    Weight weight = Weight::Mistake;
    Span where;           // in the file's text
    std::string path;     // "$.fees.standardCents"; "$" for the file as a whole
    std::string message;  // one plain sentence
    std::string help;     // what to do; may be empty
};

struct CheckedFile {
    std::vector<Finding> findings;  // in the order of the file
    Tenant tenant;                  // usable if there is no mistake

    bool good() const;
};

// What a file can not know by itself.
struct Surroundings {
    bool payment_salt = false;  // LESEPASS_PMPAYMENT_SALT is set
};

CheckedFile check_tenant_text(std::string_view text, Tongue tongue, const Surroundings& around);

// As a compiler tells it: "file:line:column: Fehler: ...", the line, a caret, the help.
std::string show_finding(const Finding& finding, std::string_view file, std::string_view text, Tongue tongue);

// The candidate that is meant most likely; empty: none is near.
std::string_view did_you_mean(std::string_view written, const std::vector<std::string>& candidates);

}  // namespace lesepass::server
