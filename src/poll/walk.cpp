#include "poll/walk.hpp"

#include "base/url.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace weir::poll {
namespace {

namespace json = boost::json;

// Three polls of the feed lie between the attempts: a page that fails them all is gone.
constexpr int most_failures_of_a_page = 3;

std::string without_fragment(const std::string& url) {
    return url.substr(0, url.find('#'));
}

}  // namespace

std::string older_page(const Feed& about) {
    for (const auto* url : {&about.prev_archive_url, &about.next_url})
        if (url::is_http(*url)) return without_fragment(*url);
    return {};
}

std::optional<Walk> begin_walk(const Feed& about, const std::string& document_url, int pages,
                               bool until_known) {
    Walk walk;
    walk.left = std::min(pages, most_pages) + 1;  // The step off the feed itself costs one.
    walk.url = without_fragment(document_url);
    walk.until_known = until_known;
    return next_step(std::move(walk), about, false);
}

std::optional<Walk> next_step(Walk walk, const Feed& about, bool met_known) {
    walk.seen.push_back(std::move(walk.url));
    walk.url = older_page(about);
    walk.failures = 0;
    --walk.left;
    if (walk.url.empty() || walk.left <= 0 || (walk.until_known && met_known)) return {};
    if (std::ranges::count(walk.seen, walk.url) > 0) return {};
    return walk;
}

std::optional<Walk> try_again(Walk walk) {
    if (++walk.failures >= most_failures_of_a_page) return {};
    return walk;
}

std::string to_text(const Walk& walk) {
    json::array seen;
    for (const auto& url : walk.seen) seen.emplace_back(url);
    const json::object object{{"url", walk.url},
                              {"left", walk.left},
                              {"until_known", walk.until_known},
                              {"failures", walk.failures},
                              {"seen", std::move(seen)}};
    return json_text(object, false);
}

std::optional<Walk> walk_from_text(const std::string& text) {
    boost::system::error_code error;
    const auto value = json::parse(text, error);
    if (error || !value.is_object()) return {};
    try {
        const auto& object = value.get_object();
        Walk walk;
        walk.url = object.at("url").as_string();
        walk.left = object.at("left").to_number<int>();
        walk.until_known = object.at("until_known").as_bool();
        walk.failures = object.at("failures").to_number<int>();
        for (const auto& url : object.at("seen").as_array())
            walk.seen.emplace_back(url.as_string());
        if (!url::is_http(walk.url) || walk.left <= 0) return {};
        return walk;
    } catch (const std::exception&) {  // A member is missing or of another type.
        return {};
    }
}

}  // namespace weir::poll
