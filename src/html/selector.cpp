#include "html/selector.hpp"

#include "base/text.hpp"
#include "html/entities.hpp"

#include <algorithm>
#include <utility>

namespace weir::html {
namespace {

bool is_name_char(char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::string_view read_name(std::string_view css, std::size_t& at) {
    const std::size_t begin = at;
    while (at < css.size() && is_name_char(css[at])) ++at;
    return css.substr(begin, at - begin);
}

bool has_word(std::string_view list, std::string_view word) {
    for (std::size_t at = 0; (at = list.find(word, at)) != std::string_view::npos; ++at) {
        const std::size_t end = at + word.size();
        if ((at == 0 || is_ascii_space(list[at - 1])) &&
            (end == list.size() || is_ascii_space(list[end])))
            return true;
    }
    return false;
}

}  // namespace

Selector::Selector(std::string_view css) {
    for (const std::string_view part : split(css, ',')) {
        Path path;
        if (!parse_path(trim(part), path) || path.empty()) {
            paths_.clear();
            return;
        }
        paths_.push_back(std::move(path));
    }
}

bool Selector::parse_path(std::string_view css, Path& path) const {
    bool fresh = true;
    bool child = false;
    for (std::size_t at = 0; at < css.size();) {
        const char c = css[at];
        if (is_ascii_space(c) || c == '>') {
            if (c == '>') child = true;
            fresh = true;
            ++at;
            continue;
        }
        if (fresh) path.push_back({{}, std::exchange(child, false)});
        Step& step = path.back();
        if (c == '*' && fresh) {
            ++at;
        } else if (c == '.' || c == '#') {
            const std::string_view name = read_name(css, ++at);
            if (name.empty()) return false;
            step.tests.push_back({c == '.' ? Test::Kind::word : Test::Kind::equals,
                                  c == '.' ? "class" : "id", std::string(name)});
        } else if (c == '[') {
            const std::size_t end = css.find(']', at);
            if (end == std::string_view::npos) return false;
            if (!parse_attribute(css.substr(at + 1, end - at - 1), step)) return false;
            at = end + 1;
        } else if (fresh && is_name_char(c)) {
            step.tests.push_back({Test::Kind::type, lower(read_name(css, at)), {}});
        } else {
            return false;
        }
        fresh = false;
    }
    return !child;
}

bool Selector::parse_attribute(std::string_view inside, Step& step) {
    std::size_t at = 0;
    inside = trim(inside);
    const std::string name = lower(read_name(inside, at));
    if (name.empty()) return false;
    std::string_view rest = trim(inside.substr(at));
    if (rest.empty()) {
        step.tests.push_back({Test::Kind::exists, name, {}});
        return true;
    }
    Test::Kind kind = Test::Kind::equals;
    switch (rest[0]) {
        case '~':
            kind = Test::Kind::word;
            break;
        case '^':
            kind = Test::Kind::begins;
            break;
        case '$':
            kind = Test::Kind::ends;
            break;
        case '*':
            kind = Test::Kind::contains;
            break;
        default:
            break;
    }
    if (kind != Test::Kind::equals) rest.remove_prefix(1);
    if (!rest.starts_with('=')) return false;
    std::string_view value = trim(rest.substr(1));
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
        value = value.substr(1, value.size() - 2);
    if (value.empty()) return false;
    step.tests.push_back({kind, name, std::string(value)});
    return true;
}

bool Selector::matches(const Tree& tree, NodeId id, const Step& step) {
    const Node& node = tree[id];
    if (node.is_text() || id == 0) return false;
    return std::all_of(step.tests.begin(), step.tests.end(), [&](const Test& test) {
        if (test.kind == Test::Kind::type) return iequals(node.name, test.name);
        for (const Attribute& attribute : tree.raw_attributes(id)) {
            if (!iequals(attribute.name, test.name)) continue;
            const std::string value = decode_references(attribute.value, Context::attribute);
            switch (test.kind) {
                case Test::Kind::equals:
                    return value == test.value;
                case Test::Kind::word:
                    return has_word(value, test.value);
                case Test::Kind::begins:
                    return value.starts_with(test.value);
                case Test::Kind::ends:
                    return value.ends_with(test.value);
                case Test::Kind::contains:
                    return value.find(test.value) != std::string::npos;
                case Test::Kind::exists:
                case Test::Kind::type:
                    return true;
            }
        }
        return false;
    });
}

// From the last step upwards. The nearest ancestor that fits a step is taken for good: with child
// steps above it that can miss a match, which selectors written for articles do not need.
bool Selector::matches(const Tree& tree, NodeId id, const Path& path) {
    if (!matches(tree, id, path.back())) return false;
    NodeId at = id;
    for (std::size_t step = path.size() - 1; step-- > 0;) {
        const bool child = path[step + 1].child;
        at = tree[at].parent;
        while (!child && at != 0 && !matches(tree, at, path[step])) at = tree[at].parent;
        if (!matches(tree, at, path[step])) return false;
    }
    return true;
}

std::vector<NodeId> Selector::find(const Tree& tree) const {
    std::vector<NodeId> all;
    for (NodeId id = 1; id < tree.size();) {
        const bool match = std::any_of(paths_.begin(), paths_.end(),
                                       [&](const Path& path) { return matches(tree, id, path); });
        if (match) all.push_back(id);
        id = match ? tree[id].end : id + 1;
    }
    return all;
}

}  // namespace weir::html
