#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Reads sanitised HTML without any HTML parser: a grammar so narrow that all parsers agree on it.
/// Knows nothing of the sanitiser's own tables.
class StrictReader {
public:
    explicit StrictReader(std::string_view html) : html_(html) {}

    /// What is wrong with the text, or empty.
    std::string fault() {
        while (fault_.empty() && at_ < html_.size()) {
            if (html_[at_] != '<')
                read_text();
            else if (html_.substr(at_).starts_with("</"))
                read_end_tag();
            else
                read_start_tag();
        }
        if (fault_.empty() && !open_.empty()) fail("not closed: " + open_.back());
        return fault_;
    }

private:
    void fail(const std::string& what) {
        if (fault_.empty()) fault_ = what + " at " + std::to_string(at_);
    }

    static const std::set<std::string, std::less<>>& elements() {
        static const std::set<std::string, std::less<>> names = {
            "a",    "abbr",     "address",    "article",    "aside",   "audio",  "b",
            "bdi",  "bdo",      "blockquote", "br",         "caption", "cite",   "code",
            "col",  "colgroup", "dd",         "del",        "details", "dfn",    "div",
            "dl",   "dt",       "em",         "figcaption", "figure",  "footer", "h1",
            "h2",   "h3",       "h4",         "h5",         "h6",      "header", "hr",
            "i",    "iframe",   "img",        "ins",        "kbd",     "li",     "main",
            "mark", "ol",       "p",          "picture",    "pre",     "q",      "rp",
            "rt",   "ruby",     "s",          "samp",       "section", "small",  "source",
            "span", "strong",   "sub",        "summary",    "sup",     "table",  "tbody",
            "td",   "tfoot",    "th",         "thead",      "time",    "tr",     "tt",
            "u",    "ul",       "var",        "video",      "wbr"};
        return names;
    }
    static bool is_void(std::string_view name) {
        static const std::set<std::string, std::less<>> names = {"br",  "col",    "hr",
                                                                 "img", "source", "wbr"};
        return names.contains(name);
    }
    static bool may_have(std::string_view element, std::string_view attribute) {
        using Set = std::set<std::string, std::less<>>;
        static const Set everywhere = {"id", "title", "lang", "dir"};
        static const std::map<std::string, Set, std::less<>> own = {
            {"a", {"href", "hreflang", "rel"}},
            {"img", {"src", "srcset", "sizes", "alt", "width", "height", "loading"}},
            {"source", {"src", "srcset", "sizes", "type", "media"}},
            {"video", {"src", "poster", "width", "height", "controls", "preload"}},
            {"audio", {"src", "controls", "preload"}},
            {"td", {"colspan", "rowspan", "scope"}},
            {"th", {"colspan", "rowspan", "scope"}},
            {"col", {"span"}},
            {"colgroup", {"span"}},
            {"ol", {"start", "reversed", "type"}},
            {"li", {"value"}},
            {"time", {"datetime"}},
            {"details", {"open"}},
            {"blockquote", {"cite"}},
            {"q", {"cite"}},
            {"del", {"cite"}},
            {"ins", {"cite"}},
            {"pre", {"class"}},
            {"code", {"class"}},
            {"iframe", {"src", "width", "height", "sandbox", "loading", "allowfullscreen"}},
        };
        if (everywhere.contains(attribute)) return true;
        const auto found = own.find(element);
        return found != own.end() && found->second.contains(attribute);
    }

    void read_text() {
        while (at_ < html_.size() && html_[at_] != '<' && fault_.empty()) {
            if (html_[at_] == '&' || html_[at_] == '>' || html_[at_] < ' ')
                read_character();
            else
                ++at_;
        }
    }

    // One character of text or of a value, decoded.
    std::string read_character() {
        const char c = html_[at_];
        if (c == '&') {
            static const std::map<std::string, std::string> references = {
                {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
            for (const auto& [reference, character] : references) {
                if (!html_.substr(at_).starts_with(reference)) continue;
                at_ += reference.size();
                return character;
            }
            fail("bare &");
            return {};
        }
        const auto byte = static_cast<unsigned char>(c);
        if (c == '>' || (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F)
            fail("forbidden character");
        ++at_;
        return std::string(1, c);
    }

    std::string read_name() {
        std::string name;
        while (at_ < html_.size() && ((html_[at_] >= 'a' && html_[at_] <= 'z') ||
                                      (html_[at_] >= '0' && html_[at_] <= '9')))
            name += html_[at_++];
        return name;
    }

    bool take(std::string_view text) {
        if (!html_.substr(at_).starts_with(text)) return false;
        at_ += text.size();
        return true;
    }

    void read_end_tag() {
        at_ += 2;
        const std::string name = read_name();
        if (!take(">")) return fail("end tag");
        if (open_.empty() || open_.back() != name) return fail("unbalanced </" + name + ">");
        open_.pop_back();
    }

    void read_start_tag() {
        ++at_;
        const std::string name = read_name();
        if (!elements().contains(name)) return fail("element " + name);
        if (!open_.empty() && open_.back() == "iframe") return fail("content in iframe");
        std::map<std::string, std::string> attributes;
        while (fault_.empty() && take(" ")) {
            const std::string attribute = read_name();
            if (!may_have(name, attribute)) return fail(name + " with " + attribute);
            if (!take("=\"")) return fail("value");
            std::string value;
            while (fault_.empty() && at_ < html_.size() && html_[at_] != '"') {
                if (html_[at_] == '<') fail("< in value");
                value += read_character();
            }
            if (!take("\"")) return fail("open value");
            if (!attributes.emplace(attribute, value).second) return fail("twice: " + attribute);
        }
        if (!fault_.empty()) return;
        if (!take(">")) return fail("start tag " + name);
        check_urls(name, attributes);
        if (!is_void(name)) open_.push_back(name);
    }

    static bool starts_with_any(std::string_view text, std::vector<std::string_view> prefixes) {
        return std::any_of(prefixes.begin(), prefixes.end(), [text](std::string_view prefix) {
            return text.size() > prefix.size() && text.starts_with(prefix);
        });
    }

    void check_urls(const std::string& element, std::map<std::string, std::string>& attributes) {
        for (const auto& [name, value] : attributes) {
            const bool url = name == "href" || name == "src" || name == "cite" || name == "poster";
            if (url && value.find_first_of(" \t\n\"<>\\") != std::string::npos)
                fail("unencoded URL " + value);
            if (name == "href" && !starts_with_any(value, {"http://", "https://", "mailto:", "tel:",
                                                           "xmpp:", "magnet:", "ftp://", "#"}))
                fail("href " + value);
            if (name == "src" && element == "img" &&
                !starts_with_any(value, {"http://", "https://", "data:image/png;base64,",
                                         "data:image/gif;base64,", "data:image/jpeg;base64,",
                                         "data:image/webp;base64,", "data:image/avif;base64,"}))
                fail("image " + value);
            if (((name == "src" && element != "img") || name == "poster") &&
                !starts_with_any(value, {"http://", "https://"}))
                fail("media " + value);
            if (name == "cite" && !starts_with_any(value, {"http://", "https://"}))
                fail("cite " + value);
        }
        if (element == "a" && attributes.contains("href") &&
            attributes["rel"] != "noopener noreferrer")
            fail("rel");
        if (element == "iframe") check_frame(attributes);
        if (attributes.contains("srcset")) check_srcset(attributes["srcset"]);
    }

    void check_frame(std::map<std::string, std::string>& attributes) {
        if (!starts_with_any(
                attributes["src"],
                {"https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/",
                 "https://www.dailymotion.com/", "https://open.spotify.com/",
                 "https://w.soundcloud.com/", "https://bandcamp.com/", "https://player.twitch.tv/",
                 "https://player.bilibili.com/", "https://framatube.org/", "https://archive.org/",
                 "https://embed.podcasts.apple.com/"}))
            fail("frame of " + attributes["src"]);
        if (!attributes.contains("sandbox") ||
            attributes["sandbox"].find("top-navigation") != std::string::npos)
            fail("sandbox");
    }

    void check_srcset(const std::string& srcset) {
        for (std::size_t at = 0; at < srcset.size();) {
            if (!starts_with_any(std::string_view(srcset).substr(at), {"http://", "https://"}))
                fail("srcset " + srcset);
            const std::size_t next = srcset.find(", ", at);
            if (next == std::string::npos) return;
            at = next + 2;
        }
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;
    std::string fault_;
};
