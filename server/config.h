#pragma once
// What an operator sets. Every value can be given on the command line or in the environment (LESEPASS_...).
#include <string>
#include <vector>

#include "base/result.h"

namespace lesepass::server {

struct Config {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::string data_dir;
    std::string site_dir;
    std::string tenants_dir;
    std::string public_url;          // "https://ausweis.example"; default http://localhost:<port>
    std::vector<std::string> hosts;  // further names the server answers for
    std::string trusted_proxy;
    std::string smtp_url;  // "smtp://host:25", "smtps://host:465"; empty: mails are written as .eml files
    std::string smtp_user, smtp_password;
    std::string mail_from;
    std::string pmpayment_base;  // empty: no online payment
    std::string pmpayment_salt;
    std::vector<std::string> embed_origins;  // besides each library's own
    int workers = 16;
    bool demo = false;  // demo accounts, relaxed SMTP security for the local sink
};

struct SmtpAddress {
    std::string host;
    int port = 25;
    bool tls = false;
};
// Failure "config.smtp".
Result<SmtpAddress> parse_smtp_url(const std::string& url);
// "https://ausweis.example:8443/x" -> "ausweis.example"
std::string host_of_url(const std::string& url);

}  // namespace lesepass::server
