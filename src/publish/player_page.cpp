#include "base/text.hpp"
#include "base/url.hpp"
#include "publish/portable.hpp"

#include <algorithm>

namespace weir::publish {

namespace {

/// What names a video in a path or a query: nothing in it that could be more than a name.
bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_';
    });
}

/// Value of a parameter whose value is a name; else nothing.
std::string_view parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        const std::string_view value = pair.substr(equals + 1);
        return is_name(value) ? value : std::string_view{};
    }
    return {};
}

std::string youtube(std::string_view path, std::string_view query) {
    if (!path.starts_with("/embed/")) return {};
    const std::string_view video = path.substr(7);
    if (video == "videoseries") {
        const std::string_view list = parameter(query, "list");
        return list.empty() ? std::string{}
                            : "https://www.youtube.com/playlist?list=" + std::string{list};
    }
    if (!is_name(video)) return {};
    std::string page = "https://www.youtube.com/watch?v=" + std::string{video};
    const std::string_view start = parameter(query, "start");
    if (!start.empty()) page.append("&t=").append(start).append("s");
    return page;
}

/// `page` followed by what `path` holds after `prefix`, when that is a name.
std::string renamed(std::string_view path, std::string_view prefix, std::string_view page) {
    if (!path.starts_with(prefix) || !is_name(path.substr(prefix.size()))) return {};
    return std::string{page}.append(path.substr(prefix.size()));
}

}  // namespace

std::string player_page(std::string_view player) {
    const url::Parts parts = url::split(player);
    const std::string host = lower(parts.host);
    std::string page;
    if (host == "www.youtube-nocookie.com")
        page = youtube(parts.path, parts.query);
    else if (host == "player.vimeo.com")
        page = renamed(parts.path, "/video/", "https://vimeo.com/");
    else if (host.ends_with("dailymotion.com"))
        page = renamed(parts.path, "/embed/video/", "https://www.dailymotion.com/video/");
    else if (host == "open.spotify.com" && parts.path.starts_with("/embed/"))
        page = std::string{"https://open.spotify.com"}.append(parts.path.substr(6));
    return page.empty() ? std::string{player} : page;
}

}  // namespace weir::publish
