#include "adapters/mail/smtp_mailer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "adapters/mail/mime.h"

namespace lesepass::server {
namespace {

// How far a conversation came, by the last command we sent.
enum class Stage { Connecting, Introducing, Sender, Recipient, Content };

struct Upload {
    std::string_view rest;
    Stage stage = Stage::Connecting;
};

std::size_t read_message(char* out, std::size_t size, std::size_t count, void* user) {
    auto& rest = static_cast<Upload*>(user)->rest;
    const std::size_t taken = std::min(size * count, rest.size());
    std::memcpy(out, rest.data(), taken);
    rest.remove_prefix(taken);
    return taken;
}

int watch_commands(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
    if (type != CURLINFO_HEADER_OUT) return 0;
    auto& stage = static_cast<Upload*>(user)->stage;
    const std::string_view command(data, size);
    if (command.starts_with("MAIL FROM"))
        stage = Stage::Sender;
    else if (command.starts_with("RCPT TO"))
        stage = Stage::Recipient;
    else if (command.starts_with("DATA"))
        stage = Stage::Content;
    else
        stage = std::max(stage, Stage::Introducing);
    return 0;
}

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

const char* words_for(Stage stage) {
    switch (stage) {
        case Stage::Connecting: return "ist nicht erreichbar";
        case Stage::Introducing: return "lehnt die Anmeldung ab";
        case Stage::Sender: return "lehnt die Absenderadresse ab";
        case Stage::Recipient: return "lehnt die Empfangsadresse ab";
        case Stage::Content: return "hat die Nachricht nicht angenommen";
    }
    return "";
}

std::string describe(CURLcode code, Stage stage, long reply) {
    std::string why;
    if (code == CURLE_OPERATION_TIMEDOUT)
        why = "antwortet nicht rechtzeitig";
    else if (code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR)
        why = "bietet keine sichere Verbindung an";
    else
        why = words_for(stage);
    why = "Der Mailserver " + why;
    return reply >= 400 ? why + " (" + std::to_string(reply) + ")" : why + " (" + curl_easy_strerror(code) + ")";
}

bool is_permanent(Stage stage, long reply) {
    const bool about_this_mail = stage == Stage::Recipient || stage == Stage::Content;
    return about_this_mail && reply >= 500 && reply < 600 && reply != 552;
}

bool is_host(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == ':' || c == '_';
    });
}

Status check_options(const SmtpOptions& options) {
    const auto wrong = [](const char* detail) { return Failure{"mail.configuration", detail}; };
    if (!is_host(options.host)) return wrong("SMTP host: expected a name or an address");
    if (!is_host(options.helo_name)) return wrong("SMTP HELO name: expected a host name");
    if (!options.message_domain.empty() && !is_host(options.message_domain))
        return wrong("domain of Message-ID: expected a host name");
    if (options.port < 1 || options.port > 65535) return wrong("SMTP port: expected 1 to 65535");
    if (options.connect_timeout_ms < 1 || options.total_timeout_ms < 1) return wrong("SMTP time-outs: expected > 0");
    const bool encrypted = options.security == SmtpSecurity::StartTls || options.security == SmtpSecurity::Tls;
    if (!options.user.empty() && !encrypted)
        return wrong("SMTP sign-in needs security StartTls or Tls: the password would travel in clear");
    return Done{};
}

std::string url_of(const SmtpOptions& options) {
    const bool ipv6 = options.host.find(':') != std::string::npos;
    const std::string host = ipv6 ? "[" + options.host + "]" : options.host;
    const char* scheme = options.security == SmtpSecurity::Tls ? "smtps://" : "smtp://";
    return scheme + host + ":" + std::to_string(options.port) + "/" + options.helo_name;
}

long use_ssl(SmtpSecurity security) {
    switch (security) {
        case SmtpSecurity::None: return CURLUSESSL_NONE;
        case SmtpSecurity::StartTlsIfOffered: return CURLUSESSL_TRY;
        case SmtpSecurity::StartTls:
        case SmtpSecurity::Tls: return CURLUSESSL_ALL;
    }
    return CURLUSESSL_ALL;
}

void set_connection(CURL* curl, const SmtpOptions& options) {
    curl_easy_setopt(curl, CURLOPT_URL, url_of(options).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, use_ssl(options.security));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    // Opportunistic encryption takes any certificate, as mail servers among themselves do.
    const bool check = options.security != SmtpSecurity::StartTlsIfOffered;
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, check ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, check ? 2L : 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, options.connect_timeout_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, options.total_timeout_ms);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, options.total_timeout_ms / 1000));
    if (options.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.c_str());
}

void set_upload(CURL* curl, Upload& upload) {
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &read_message);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // without it the debug function is not called
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, &watch_commands);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &upload);
}

}  // namespace

struct SmtpMailer::Session {
    Session() : curl(curl_easy_init()) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { curl_easy_cleanup(curl); }
    CURL* curl;
};

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::open(const SmtpOptions& options, const Clock& clock) {
    if (auto checked = check_options(options); !checked) return checked.failure();
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (initialised != CURLE_OK) return Failure{"mail.configuration", curl_easy_strerror(initialised)};
    std::unique_ptr<SmtpMailer> mailer(new SmtpMailer(options, clock));
    if (mailer->session_->curl == nullptr) return Failure{"mail.configuration", "libcurl can not start"};
    return mailer;
}

SmtpMailer::SmtpMailer(const SmtpOptions& options, const Clock& clock)
    : options_(options), clock_(clock), session_(std::make_unique<Session>()) {}

SmtpMailer::~SmtpMailer() = default;

Status SmtpMailer::send(const Mail& mail) {
    const std::string& domain = options_.message_domain.empty() ? options_.helo_name : options_.message_domain;
    const auto message = mail::build_message(mail, {.message_domain = domain, .now = clock_.now()});
    if (!message) return message.failure();

    const std::lock_guard lock(mutex_);
    CURL* curl = session_->curl;
    Upload upload{.rest = *message};
    curl_easy_reset(curl);  // keeps the connection
    set_connection(curl, options_);
    set_upload(curl, upload);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + mail.from_address + ">").c_str());
    const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());

    const CURLcode code = curl_easy_perform(curl);
    long reply = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
    curl_easy_reset(curl);  // the QUIT of a later clean-up must not find our locals
    if (code == CURLE_OK) return Done{};
    const char* kind = is_permanent(upload.stage, reply) ? "mail.permanent" : "mail.temporary";
    return Failure{kind, describe(code, upload.stage, reply)};
}

}  // namespace lesepass::server
