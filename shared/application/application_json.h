#pragma once
// The finished application as JSON. Persistent format, described in docs/formats/application-v1.md: the content hash is
// the SHA-256 of exactly these bytes, so members are written in a fixed order (answers by name, so that a new question
// does not move the others) and without blanks.
#include <string>
#include <string_view>
#include <vector>

#include "form/draft.h"
#include "form/facts.h"
#include "json/object_reader.h"
#include "json/writer.h"

namespace lesepass {

inline constexpr int application_schema_version = 1;

struct Application {
    ApplicationId id;
    std::string tenant;
    Language language = Language::De;
    form::Draft draft;  // asked answers only
    Cents quoted_fee;   // what the applicant was shown; the server computes its own
    // By which rules it was made (rules_version.h), and once stored: by which it was accepted. Not part of the content
    // hash: the same answers sent again after an update are the same application.
    std::string rules = {};
    std::string rules_seen = {};  // only stored, and only if the applicant's form had other rules than the server
    // Where the address belongs, as the rules found it; stored is what the server found. Not part of the content hash:
    // the applicant's page may not have had the list of places.
    struct Municipality {
        std::string ags, name;
        bool operator==(const Municipality&) const = default;
    };
    std::optional<Municipality> municipality = {};
};

// Only what is asked goes out: answers of steps that no longer apply stay behind. Dates become ISO 8601, postcodes five
// digits; everything else stays as the person wrote it.
// Of the address; nullopt: of none that we know.
std::optional<Application::Municipality> municipality_of(const form::Facts& facts);
Application make_application(const form::Draft& draft, const form::World& world);

std::string encode_application(const Application& application);
// SHA-256 of encode_application without the members about the rules and the municipality.
std::string content_hash(const Application& application);  // 64 hexadecimal digits
// What is sent: {"contentHash":"...","application":{...}}
std::string encode_submission(const Application& application);

struct DecodedApplication {
    Application application;
    std::vector<json::Problem> problems;  // empty: usable
};
// Reads an application (without the submission around it). Unknown members, unknown answers and foreign choices are
// problems; whether answers are *valid* is the form's business.
// `path` is where it stands, for messages.
DecodedApplication decode_application(const json::Value& value, const std::string& path = "$");
// Reads a submission and checks that the hash belongs to the content.
DecodedApplication decode_submission(const json::Value& value);

// Parts shared with the draft's own JSON (state of the live page, sealed field of the plain page).
void write_answers(json::Writer& writer, const form::Draft& draft);
void write_attachments(json::Writer& writer, const form::Draft& draft);
void read_answers(json::ObjectReader& reader, form::Draft& draft);
void read_attachments(json::ObjectReader& reader, form::Draft& draft);
// For answers of another version: takes those that this one knows and returns the names of the others.
std::vector<std::string> take_known_answers(const json::Value& answers, form::Draft& draft);
std::string encode_attachment(const form::Attachment& attachment);
// nullopt and problems if it is none.
std::optional<form::Attachment> decode_attachment(const json::Value& value, const std::string& path,
                                                  std::vector<json::Problem>& problems);

}  // namespace lesepass
