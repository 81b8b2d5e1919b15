#include "config/secret.hpp"

#include "base/text.hpp"
#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>

namespace weir::config {

using toml_text::Value;
using Kind = Value::Kind;

namespace {

// A token or password; a file of another kind was named by mistake.
constexpr std::size_t longest_secret = 65'536;

std::filesystem::path locate(const std::filesystem::path& folder, const std::string& path) {
    if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
        credentials != nullptr && path.find('/') == std::string::npos) {
        auto handed_over = std::filesystem::path(credentials) / path;
        std::error_code ignored;
        if (std::filesystem::exists(handed_over, ignored)) return handed_over;
    }
    return folder / path;
}

/// RFC 9110 section 5.6.2
bool is_header_name(std::string_view name) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || others.find(c) != std::string_view::npos;
    });
}

/// One secret that may be given in two ways: `key` itself, or `key`_file.
std::optional<std::string> one_secret(const Value& table, const std::string& key,
                                      const std::string& label, Secrets& secrets,
                                      Problems& problems) {
    const std::string what = fmt::format("'{}' of 'auth' in {}", key, label);
    const Value* direct = table.find(key);
    const Value* path = table.find(key + "_file");
    if (direct != nullptr && path != nullptr) {
        problems.error(path->line, fmt::format("{} is given twice, as a file too", what));
        return std::nullopt;
    }
    if (direct != nullptr) return secrets.value(*direct, what);
    if (path == nullptr) return std::nullopt;
    if (path->kind != Kind::string) {
        problems.error(path->line,
                       fmt::format("'{}_file' of 'auth' in {} must be a string", key, label));
        return std::nullopt;
    }
    return secrets.file(path->text, path->line, what);
}

}  // namespace

std::optional<std::string> Secrets::checked(std::string secret, int line, const std::string& what) {
    if (secret.empty()) {
        problems_.error(line, what + " is empty");
        return std::nullopt;
    }
    // A line break would end the header that carries it (RFC 9110 section 5.5).
    if (has_control(secret)) {
        problems_.error(line, what + " must be one line without control characters");
        return std::nullopt;
    }
    return secret;
}

std::optional<std::string> Secrets::value(const Value& value, const std::string& what) {
    if (value.kind == Kind::string) return checked(value.text, value.line, what);
    const Value* env = value.find("env");
    const Value* path = value.find("file");
    const Value* source = env != nullptr ? env : path;
    if (value.kind != Kind::table || value.members.size() != 1 || source == nullptr ||
        source->kind != Kind::string) {
        problems_.error(value.line,
                        what + " must be a string, { env = \"NAME\" } or { file = \"PATH\" }");
        return std::nullopt;
    }
    if (path != nullptr) return file(path->text, path->line, what);
    const char* found = std::getenv(env->text.c_str());
    if (found == nullptr) {
        problems_.error(env->line,
                        fmt::format("{}: the environment has no variable {}", what, env->text));
        return std::nullopt;
    }
    return checked(found, env->line, what);
}

std::optional<std::string> Secrets::file(const std::string& path, int line,
                                         const std::string& what) {
    const auto location = locate(folder_, path);
    auto text = read_file(location, longest_secret);
    if (!text) {
        problems_.error(
            line, text.error() == std::errc::file_too_large
                      ? fmt::format("{}: {} is too long to be a secret", what, location.string())
                      : fmt::format("{}: cannot read {}: {}", what, location.string(),
                                    text.error().message()));
        return std::nullopt;
    }
    while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
    return checked(std::move(*text), line, what);
}

Credentials read_auth(const Value& auth, const std::string& label, Secrets& secrets,
                      Problems& problems) {
    static const std::vector<std::string> known{"user",  "password",   "password_file",
                                                "token", "token_file", "digest"};
    for (const auto& member : auth.members) {
        if (std::find(known.begin(), known.end(), member.name) == known.end()) {
            problems.error(member.line, unknown_key(member.name, "'auth' of " + label, known));
        }
    }
    Credentials credentials;
    const auto password = one_secret(auth, "password", label, secrets, problems);
    const auto token = one_secret(auth, "token", label, secrets, problems);
    const bool by_token = auth.find("token") != nullptr || auth.find("token_file") != nullptr;
    const bool by_password =
        auth.find("password") != nullptr || auth.find("password_file") != nullptr;
    const Value* user = auth.find("user");
    const Value* digest = auth.find("digest");
    if (digest != nullptr && digest->kind != Kind::boolean) {
        problems.error(digest->line,
                       fmt::format("'digest' of 'auth' in {} must be true or false", label));
    }
    if (by_token == by_password || (by_token && (user != nullptr || digest != nullptr)) ||
        (by_password && user == nullptr)) {
        problems.error(auth.line,
                       fmt::format("'auth' in {} needs user and password_file, or token_file "
                                   "alone",
                                   label));
        return credentials;
    }
    if (by_token) {
        credentials.kind = Credentials::Kind::bearer;
        credentials.secret = token.value_or("");
        return credentials;
    }
    // RFC 7617 section 2: the first colon ends the name.
    if (user->kind != Kind::string || user->text.empty() || has_control(user->text) ||
        user->text.find(':') != std::string::npos) {
        problems.error(user->line,
                       fmt::format("'user' of 'auth' in {} must be a name without a colon", label));
    }
    credentials.kind = digest != nullptr && digest->integer != 0 ? Credentials::Kind::digest
                                                                 : Credentials::Kind::basic;
    credentials.user = user->text;
    credentials.secret = password.value_or("");
    return credentials;
}

std::vector<Header> read_headers(const Value& headers, const std::string& label, Secrets& secrets,
                                 Problems& problems) {
    std::vector<Header> read;
    for (const auto& member : headers.members) {
        if (!is_header_name(member.name)) {
            problems.error(member.line,
                           fmt::format("'headers' in {}: \"{}\" is no header name", label,
                                       has_control(member.name) ? "..." : member.name));
            continue;
        }
        const std::string what = fmt::format("header '{}' in {}", member.name, label);
        if (auto value = secrets.value(member.value, what)) read.push_back({member.name, *value});
    }
    return read;
}

}  // namespace weir::config
