#include "query/query.hpp"

#include "base/url.hpp"
#include "query/node.hpp"
#include "words/words.hpp"

#include <algorithm>
#include <utility>

namespace weir::query {
namespace {

bool holds_words(const Query::Node& node) {
    if (node.kind == Query::Node::Kind::words) return true;
    return std::any_of(node.children.begin(), node.children.end(), holds_words);
}

}  // namespace

Query::Query() = default;
Query::Query(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

bool Query::has_text() const {
    return root_ && holds_words(*root_);
}

std::string fold(std::string_view text) {
    return words::fold(text);
}

std::string index_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (words::Reader reader(text); reader.next();) {
        if (!out.empty()) out += ' ';
        out += reader.word();
    }
    return out;
}

std::string author_line(const Entry& entry) {
    std::string line;
    for (const Person& author : entry.authors) {
        if (author.name.empty()) continue;
        if (!line.empty()) line += ", ";
        line += author.name;
    }
    return line;
}

std::string tag_list(const std::vector<std::string>& tags) {
    std::string list;
    for (const std::string& tag : tags) {
        if (list.empty()) list += '\x1f';
        list += fold(tag);
        list += '\x1f';
    }
    return list;
}

std::string site_of(std::string_view url) {
    if (!url::is_http(url)) return {};
    std::string host = url::host(url);
    constexpr std::string_view www = "www.";
    if (host.starts_with(www)) host.erase(0, www.size());
    return host;
}

}  // namespace weir::query
