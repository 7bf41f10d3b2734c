#include "usecases/draft_seal.h"

#include <sodium.h>

#include <vector>

#include "application/application_json.h"

namespace lesepass::server {

namespace {
using Bytes = std::vector<unsigned char>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_base64(const Bytes& bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back();  // the terminating NUL
    return out;
}

bool from_base64(std::string_view text, Bytes& out) {
    if (text.empty()) return false;  // libsodium takes no null pointer
    out.resize(text.size());
    std::size_t used = 0;
    const int failed = sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &used, nullptr,
                                         sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.resize(used);
    return failed == 0;
}

// The page may have been made by an earlier version of this program: what is not known here (any more) is left out,
// and the rules of today ask for what is missing.
Result<form::Draft> read_members(json::ObjectReader& reader) {
    using Kind = json::Value::Kind;
    form::Draft draft;
    const auto* answers = reader.raw("answers");
    const auto* attachments = reader.raw("attachments");
    if (answers == nullptr || answers->kind != Kind::Object || attachments == nullptr ||
        attachments->kind != Kind::Array || !reader.problems().empty())
        return Failure{"draft.forged", "no draft"};
    static_cast<void>(take_known_answers(*answers, draft));
    std::vector<json::Problem> unknown;
    for (const auto& item : attachments->items)
        if (auto attachment = decode_attachment(item, "$", unknown)) draft.attach(std::move(*attachment));
    return draft;
}
}  // namespace

std::string write_draft_members(const form::Draft& draft) {
    json::Writer w;
    w.begin_object();
    write_answers(w, draft);
    write_attachments(w, draft);
    w.end_object();
    return w.take();
}

Result<form::Draft> read_draft_members(std::string_view text) {
    const auto parsed = json::parse(text);
    if (!parsed) return parsed.failure();
    std::vector<json::Problem> problems;
    json::ObjectReader reader(*parsed, "$", problems);
    return read_members(reader);
}

std::string DraftSeal::seal(const form::Draft& draft, UtcMillis now) const {
    json::Writer w;
    w.begin_object().member("application", draft.application.text()).member_integer("sealedAt", now.value);
    write_answers(w, draft);
    write_attachments(w, draft);
    w.end_object();
    const std::string plain = w.take();
    Bytes out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
    randombytes_buf(out.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(out.data() + crypto_secretbox_NONCEBYTES, bytes_of(plain), plain.size(), out.data(),
                          bytes_of(key_));
    return to_base64(out);
}

Result<form::Draft> DraftSeal::open(std::string_view sealed, UtcMillis now) const {
    Bytes in;
    const Failure forged{"draft.forged", "not sealed by this server"};
    constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!from_base64(sealed, in) || in.size() < overhead) return forged;
    std::string plain(in.size() - overhead, '\0');
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()),
                                   in.data() + crypto_secretbox_NONCEBYTES, in.size() - crypto_secretbox_NONCEBYTES,
                                   in.data(), bytes_of(key_)) != 0)
        return forged;
    const auto parsed = json::parse(plain);
    if (!parsed) return forged;
    std::vector<json::Problem> problems;
    json::ObjectReader reader(*parsed, "$", problems);
    const auto id = ApplicationId::parse(reader.text("application", json::Need::Required, 32));
    const auto sealed_at = reader.required_integer("sealedAt", 0, INT64_MAX);
    auto draft = read_members(reader);
    if (!draft || !id) return forged;
    if (sealed_at + draft_lifetime_ms < now.value) return Failure{"draft.expired", "older than a day"};
    draft->application = *id;
    return draft;
}

Result<form::Draft> DraftSeal::open_late(std::string_view sealed) const { return open(sealed, UtcMillis{0}); }

}  // namespace lesepass::server
