#pragma once

#include "base/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

using FeedId = std::int64_t;  ///< Row of a feed in the store; stable while its URL stays.
using ItemId = std::int64_t;  ///< Row of an item: the `ID` of the command line. Never reused.

/// What a server gave to ask it again with (RFC 9110 section 8.8): opaque bytes, sent back verbatim.
struct Validators {
    std::string etag;
    std::string last_modified;
    std::string url;  ///< The URL that answered; they are sent to no other.

    bool operator==(const Validators&) const = default;
};

struct Header {
    std::string name;
    std::string value;

    bool operator==(const Header&) const = default;
};

/// How to prove who asks. Secrets are read when the configuration loads and never printed.
struct Credentials {
    enum class Kind { none, basic, digest, bearer };
    Kind kind = Kind::none;
    std::string user;
    std::string secret;           ///< Password or token.
    std::string client_cert;      ///< PEM file, empty for none.
    std::string client_key;       ///< PEM file.

    bool operator==(const Credentials&) const = default;
};

enum class Dedup { id, url, story };
enum class FullText { never, automatic, always };

/// A feed we were told to follow, all layers of feeds.toml applied.
struct Subscription {
    std::string name;   ///< Handle on the command line and in URLs; unique.
    std::string url;    ///< http, https or file, absolute.
    std::string title;  ///< Instead of the feed's own; empty for none.
    std::vector<std::string> tags;
    std::optional<Seconds> every;  ///< Absent: adaptive.
    Seconds min_every{900};
    Seconds max_every{86400};
    std::optional<Seconds> keep{Seconds{365 * 86400}};  ///< Absent: for ever.
    std::size_t keep_max = 0;                           ///< 0: no limit.
    Dedup dedup = Dedup::story;
    int weight = 0;
    FullText full_text = FullText::never;
    std::string selector;
    Credentials credentials;
    std::vector<Header> headers;
    std::string ca_file;
    bool insecure = false;
    bool literal_private = false;  ///< The host stands in feeds.toml as an address literal.
    bool honour_long_hints = false;
    int backfill = 0;              ///< Archive pages to walk once at subscription.
    bool disabled = false;
    int line = 0;                  ///< In the file that named it; 0 for none.

    bool operator==(const Subscription&) const = default;
};

}  // namespace weir
