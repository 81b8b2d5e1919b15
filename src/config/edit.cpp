#include "config/edit.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"
#include "config/feed_url.hpp"
#include "config/toml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::config {

using toml_text::Value;
using Kind = Value::Kind;
using Edited = Result<std::string, std::string>;

namespace {

/// Byte offsets at which the lines of a text begin; lines count from 1.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {
        starts_.push_back(0);
        for (std::size_t at = text.find('\n'); at != std::string_view::npos;
             at = text.find('\n', at + 1)) {
            starts_.push_back(at + 1);
        }
    }
    [[nodiscard]] std::size_t start(int line) const {
        const auto index = static_cast<std::size_t>(std::max(line, 1) - 1);
        return index < starts_.size() ? starts_[index] : text_.size();
    }
    [[nodiscard]] std::string_view line(int number) const {
        return text_.substr(start(number), start(number + 1) - start(number));
    }

private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
};

/// The [[feed]] table with that url in a parsed file.
const Value* table_with(const Value& root, std::string_view url) {
    const Value* feeds = root.find("feed");
    if (feeds == nullptr) return nullptr;
    const auto found =
        std::find_if(feeds->list.begin(), feeds->list.end(), [url](const Value& feed) {
            const Value* own = feed.find("url");
            if (own == nullptr || own->kind != Kind::string) return false;
            return own->text == url ||
                   same_url_key(url::resolve("", own->text)) == same_url_key(url);
        });
    return found != feeds->list.end() ? &*found : nullptr;
}

/// True when the table stands under a header line of its own, not inline in a list.
bool has_header(const Value& table, const Lines& lines) {
    return trim(lines.line(table.line)).starts_with("[[");
}

/// The last line that a table takes, those of its sub-tables included.
int last_line(const Value& table) {
    int last = table.last_line;
    for (const auto& member : table.members) {
        last = std::max({last, member.line, member.value.last_line});
        if (member.value.kind == Kind::table) last = std::max(last, last_line(member.value));
    }
    return last;
}

/// True when another table begins inside the lines of this one: [feed.auth] may stand far behind
/// its [[feed]].
bool is_interrupted(const Value& root, const Value& table) {
    const auto inside = [&](const Value& other) {
        return &other != &table && other.line > table.line && other.line <= last_line(table);
    };
    return std::any_of(root.members.begin(), root.members.end(), [&](const auto& member) {
        const auto& list = member.value.list;
        return inside(member.value) || std::any_of(list.begin(), list.end(), inside);
    });
}

Result<Value, std::string> parsed(const std::string& text) {
    auto root = toml_text::parse(text);
    if (!root) return fail(fmt::format("line {}: {}", root.error().line, root.error().message));
    return std::move(*root);
}

std::string not_found(std::string_view url) {
    return fmt::format("no [[feed]] table has the url {}", url);
}

}  // namespace

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string append_feed(std::string text, const NewFeed& feed) {
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!text.empty() && !text.ends_with("\n\n")) text += '\n';
    text += "[[feed]]\nurl = " + toml_string(feed.url) + '\n';
    if (!feed.name.empty()) text += "name = " + toml_string(feed.name) + '\n';
    if (!feed.title.empty()) text += "title = " + toml_string(feed.title) + '\n';
    if (!feed.tags.empty()) {
        std::vector<std::string> quoted;
        for (const auto& tag : feed.tags) quoted.push_back(toml_string(tag));
        text += "tags = [" + join(quoted, ", ") + "]\n";
    }
    if (!feed.every.empty()) text += "every = " + toml_string(feed.every) + '\n';
    return text;
}

Edited remove_feed(const std::string& text, std::string_view url) {
    const auto root = parsed(text);
    if (!root) return fail(root.error());
    const Value* table = table_with(*root, url);
    if (table == nullptr) return fail(not_found(url));
    const Lines lines(text);
    if (!has_header(*table, lines) || is_interrupted(*root, *table)) {
        return fail(
            fmt::format("the feed in line {} is no [[feed]] table of its own", table->line));
    }
    const std::size_t begin = lines.start(table->line);
    int after = last_line(*table) + 1;
    // One blank line goes with the table, so that removing what was appended leaves no trace.
    const bool blank_before = begin == 0 || trim(lines.line(table->line - 1)).empty();
    if (blank_before && lines.start(after) < text.size() && trim(lines.line(after)).empty())
        ++after;
    std::string out = text.substr(0, begin) + text.substr(lines.start(after));
    while (lines.start(after) == text.size() && out.ends_with("\n\n")) out.pop_back();
    return out;
}

Edited change_feed_url(const std::string& text, std::string_view url, std::string_view new_url) {
    const auto root = parsed(text);
    if (!root) return fail(root.error());
    const Value* table = table_with(*root, url);
    if (table == nullptr) return fail(not_found(url));
    const Value& value = *table->find("url");
    const Lines lines(text);
    const auto before =
        utf8::prefix(lines.line(value.line), static_cast<std::size_t>(value.column - 1));
    const std::size_t begin = lines.start(value.line) + before.size();
    const char quote = begin < text.size() ? text[begin] : '\0';
    const std::size_t end = text.find(quote, begin + 1);
    // A URL needs no escapes and no """; who writes them edits by hand.
    const bool plain = (quote == '"' || quote == '\'') && end != std::string::npos &&
                       text.substr(begin + 1, end - begin - 1) == value.text;
    if (!plain) return fail(fmt::format("the url in line {} is not a plain string", value.line));
    return text.substr(0, begin) + toml_string(new_url) + text.substr(end + 1);
}

}  // namespace weir::config
