#include "html/embed.hpp"

#include "base/url.hpp"
#include "html/safe_url.hpp"

#include <algorithm>
#include <array>

namespace weir::html {
namespace {

// Whole hosts, not suffixes: a player's neighbours on the same domain may be anybody's pages.
constexpr std::array<std::string_view, 15> players = {"player.vimeo.com",
                                                      "dailymotion.com",
                                                      "www.dailymotion.com",
                                                      "geo.dailymotion.com",
                                                      "open.spotify.com",
                                                      "w.soundcloud.com",
                                                      "bandcamp.com",
                                                      "www.bandcamp.com",
                                                      "player.twitch.tv",
                                                      "player.bilibili.com",
                                                      "framatube.org",
                                                      "archive.org",
                                                      "www.archive.org",
                                                      "embed.podcasts.apple.com",
                                                      "www.youtube-nocookie.com"};
constexpr std::array<std::string_view, 4> youtube = {"youtube.com", "www.youtube.com",
                                                     "m.youtube.com", "youtube-nocookie.com"};

}  // namespace

std::string player_url(std::string_view url) {
    const url::Parts parts = url::split(url);
    const bool web = parts.scheme.empty() || parts.scheme == "https" || parts.scheme == "http";
    // Credentials and odd ports have no business in a player's address.
    if (!web || !parts.has_authority || !parts.userinfo.empty()) return {};
    if (!parts.port.empty() && parts.port != "443" && parts.port != "80") return {};
    std::string host = host_of(url);
    if (std::find(youtube.begin(), youtube.end(), host) != youtube.end())
        host = "www.youtube-nocookie.com";
    if (std::find(players.begin(), players.end(), host) == players.end()) return {};
    if (host == "www.youtube-nocookie.com" && !parts.path.starts_with("/embed/")) return {};
    std::string out = "https://" + host;
    out += parts.path.empty() ? std::string_view("/") : parts.path;
    if (parts.has_query) out.append(1, '?').append(parts.query);
    if (parts.has_fragment) out.append(1, '#').append(parts.fragment);
    return out;
}

}  // namespace weir::html
