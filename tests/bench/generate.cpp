#include "generate.hpp"

#include "base/instant.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace weir::bench {
namespace {

/// SplitMix64: the standard library's distributions differ between implementations.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31U);
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
    bool percent(std::size_t chance) { return below(100) < chance; }
    /// In [0, 1).
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// Mean 0, deviation 1 (Box and Muller).
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
        return radius * std::cos(2.0 * 3.14159265358979323846 * unit());
    }
    template <std::size_t Count>
    std::string_view one_of(const std::array<std::string_view, Count>& choices) {
        return choices[below(Count)];
    }

private:
    std::uint64_t state_;
};

// Common words come early: a square of a uniform number picks them more often.
constexpr std::array<std::string_view, 96> words = {
    "the",      "of",      "and",     "to",       "a",         "in",       "is",       "that",
    "for",      "it",      "on",      "with",     "as",        "was",      "are",      "be",
    "this",     "by",      "from",    "or",       "an",        "have",     "not",      "but",
    "we",       "which",   "they",    "more",     "has",       "new",      "about",    "when",
    "can",      "their",   "one",     "time",     "people",    "there",    "would",    "what",
    "after",    "year",    "release", "server",   "river",     "garden",   "library",  "question",
    "morning",  "update",  "weather", "network",  "story",     "author",   "kitchen",  "language",
    "city",     "window",  "record",  "winter",   "system",    "reader",   "country",  "problem",
    "version",  "music",   "company", "research", "letter",    "project",  "language", "paper",
    "history",  "light",   "market",  "number",   "café",      "Zürich",   "naïve",    "façade",
    "résumé",   "São",     "Köln",    "Malmö",    "—",         "“quoted”", "it’s",     "don’t",
    "software", "measure", "travel",  "picture",  "afternoon", "bicycle",  "mountain", "question"};

class Writer {
public:
    explicit Writer(Dice& dice) : dice_(dice) {}

    std::string sentence(std::size_t least, std::size_t most) {
        std::string text;
        const std::size_t count = least + dice_.below(most - least + 1);
        for (std::size_t i = 0; i < count; ++i) {
            const double pick = dice_.unit();
            if (i != 0) text += ' ';
            text +=
                words[static_cast<std::size_t>(pick * pick * static_cast<double>(words.size()))];
        }
        if (dice_.percent(8)) text += " R&D";
        return text;
    }

    /// About `size` bytes of the HTML that blogs and newspapers write.
    std::string html(std::size_t size) {
        std::string out;
        while (out.size() < size) block(out);
        return out;
    }

private:
    std::string url() {
        return fmt::format("https://www.example.org/{}/{}?id={}", 2015 + dice_.below(12),
                           words[44 + dice_.below(30)], dice_.below(1'000'000));
    }

    void inline_text(std::string& out) {
        out += escape_markup(sentence(6, 24));
        const std::size_t kind = dice_.below(10);
        if (kind < 3) {
            out += fmt::format(" <a href=\"{}\" target=\"_blank\">{}</a>", url(),
                               escape_markup(sentence(1, 5)));
        } else if (kind == 3) {
            out += " <em>" + escape_markup(sentence(1, 4)) + "</em>";
        } else if (kind == 4) {
            out += " <strong>" + escape_markup(sentence(1, 4)) + "</strong>";
        } else if (kind == 5) {
            out += "&nbsp;&#8211; ";
        }
        out += ". ";
    }

    void block(std::string& out) {
        const std::size_t kind = dice_.below(20);
        if (kind < 13) {
            out += dice_.percent(30) ? "<p class=\"wp-block-paragraph\">" : "<p>";
            for (std::size_t i = 1 + dice_.below(4); i > 0; --i) inline_text(out);
            out += "</p>\n";
        } else if (kind < 16) {
            out += fmt::format(
                "<figure class=\"image\"><img src=\"{}.jpg\" alt=\"{}\" width=\"{}\" "
                "height=\"480\" "
                "loading=\"lazy\" style=\"border:0\" /><figcaption>{}</figcaption></figure>\n",
                url(), escape_markup(sentence(2, 6)), 320 + dice_.below(900),
                escape_markup(sentence(3, 9)));
        } else if (kind < 18) {
            out += "<ul>\n";
            for (std::size_t i = 2 + dice_.below(5); i > 0; --i) {
                out += "<li>";
                inline_text(out);
                out += "</li>\n";
            }
            out += "</ul>\n";
        } else if (kind == 18) {
            out += "<blockquote><p>";
            inline_text(out);
            out += "</p></blockquote>\n";
        } else {
            out += "<h3>" + escape_markup(sentence(2, 7)) + "</h3>\n";
        }
    }

    Dice& dice_;
};

struct Shape {
    std::size_t entries;
    std::size_t entry_bytes;
};

Shape shape_of(Dice& dice) {
    // exp(1.197^2 / 2) = 88 / 43: the mean over the median.
    constexpr double median = 43'000;
    constexpr double spread = 1.197;
    const double size = std::clamp(median * std::exp(spread * dice.normal()), 2'000.0, 1'500'000.0);
    constexpr std::array<std::size_t, 12> counts = {8, 10, 10, 10, 12, 15, 20, 20, 25, 30, 30, 48};
    const std::size_t entries = counts[dice.below(counts.size())];
    constexpr std::size_t frame = 420;  // What an entry has besides its content, about.
    const auto each = static_cast<std::size_t>(size) / entries;
    return {entries, each > frame + 80 ? each - frame : 80};
}

std::string section(std::string_view text) {
    return "<![CDATA[" + std::string(text) + "]]>";
}

/// One feed in the making: its dice, its number and what all formats share.
struct Maker {
    Dice dice;
    Writer writer{dice};
    std::size_t number;
    Instant at{Seconds{1'790'000'000}};

    std::string site() const { return fmt::format("https://site{}.example.org/", number); }
    std::string entry_url(std::size_t entry) const {
        return fmt::format("{}2026/entry-{}.html?utm_source=feed&utm_medium=rss", site(), entry);
    }
    Instant next_time() {
        at -= Seconds{static_cast<Seconds::rep>(1800 + dice.below(90'000))};
        return at;
    }
};

std::string rss_item(Maker& make, std::size_t entry, std::size_t bytes, std::size_t style) {
    std::string item = fmt::format(
        "    <item>\n      <title>{}</title>\n      <link>{}</link>\n      <pubDate>{}</pubDate>\n"
        "      <dc:creator><![CDATA[{}]]></dc:creator>\n      <category><![CDATA[{}]]></category>\n"
        "      <guid isPermaLink=\"false\">{}?p={}</guid>\n",
        escape_markup(make.writer.sentence(3, 11)), escape_markup(make.entry_url(entry)),
        http_date(make.next_time()), make.writer.sentence(2, 2), make.writer.sentence(1, 1),
        make.site(), entry);
    const std::string html = make.writer.html(bytes);
    if (style < 55) {
        item += "      <description>" + section("<p>" + make.writer.sentence(15, 40) + "</p>") +
                "</description>\n      <content:encoded>" + section(html) + "</content:encoded>\n";
    } else if (style < 80) {
        item += "      <description>" + escape_markup(html) + "</description>\n";
    } else {
        item += "      <description>" + section(html) + "</description>\n";
    }
    if (make.dice.percent(10)) {
        item +=
            fmt::format("      <enclosure url=\"{}{}.mp3\" length=\"{}\" type=\"audio/mpeg\"/>\n",
                        make.site(), entry, make.dice.below(90'000'000));
    }
    return item + "      <slash:comments>0</slash:comments>\n    </item>\n";
}

std::string rss(Maker& make, const Shape& shape) {
    std::string feed = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"\n"
        "  xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
        "  xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
        "  xmlns:atom=\"http://www.w3.org/2005/Atom\"\n"
        "  xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">\n<channel>\n"
        "  <title>{}</title>\n  <atom:link href=\"{}feed\" rel=\"self\" "
        "type=\"application/rss+xml\"/>\n  <link>{}</link>\n  <description>{}</description>\n"
        "  <language>en-US</language>\n  <generator>https://wordpress.org/?v=6.5</generator>\n",
        escape_markup(make.writer.sentence(2, 5)), make.site(), make.site(),
        escape_markup(make.writer.sentence(5, 12)));
    const std::size_t style = make.dice.below(100);
    for (std::size_t i = 0; i < shape.entries; ++i) {
        feed += rss_item(make, i, shape.entry_bytes, style);
    }
    return feed + "</channel>\n</rss>\n";
}

std::string atom(Maker& make, const Shape& shape) {
    std::string feed = fmt::format(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
        "xml:lang=\"en\">\n  <id>{}</id>\n  <title>{}</title>\n  <link href=\"{}\"/>\n"
        "  <link rel=\"self\" href=\"{}atom.xml\"/>\n  <updated>{}</updated>\n",
        make.site(), escape_markup(make.writer.sentence(2, 5)), make.site(), make.site(),
        rfc3339(make.at));
    const bool xhtml = make.dice.percent(20);
    for (std::size_t i = 0; i < shape.entries; ++i) {
        const std::string time = rfc3339(make.next_time());
        std::string html = make.writer.html(shape.entry_bytes);
        if (xhtml) replace_all(html, "&nbsp;", "\xC2\xA0");
        feed += fmt::format(
            "  <entry>\n    <id>tag:site{}.example.org,2026:{}</id>\n    <title type=\"html\">{}"
            "</title>\n    <link href=\"{}\"/>\n    <published>{}</published>\n"
            "    <updated>{}</updated>\n    <author><name>{}</name></author>\n"
            "    <category term=\"{}\"/>\n    <content type=\"{}\">{}</content>\n  </entry>\n",
            make.number, i, escape_markup(make.writer.sentence(3, 11)),
            escape_markup(make.entry_url(i)), time, time, make.writer.sentence(2, 2),
            escape_markup(make.writer.sentence(1, 1)), xhtml ? "xhtml" : "html",
            xhtml ? "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + html + "</div>"
                  : escape_markup(html));
    }
    return feed + "</feed>\n";
}

std::string rdf(Maker& make, const Shape& shape) {
    std::string items;
    std::string list;
    for (std::size_t i = 0; i < shape.entries; ++i) {
        const std::string url = escape_markup(make.entry_url(i));
        list += fmt::format("    <rdf:li rdf:resource=\"{}\"/>\n", url);
        items += fmt::format(
            "<item rdf:about=\"{}\">\n  <title>{}</title>\n  <link>{}</link>\n  "
            "<dc:date>{}</dc:date>"
            "\n  <description>{}</description>\n  <content:encoded>{}</content:encoded>\n</item>\n",
            url, escape_markup(make.writer.sentence(3, 11)), url, rfc3339(make.next_time()),
            escape_markup(make.writer.sentence(15, 40)),
            section(make.writer.html(shape.entry_bytes)));
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
        "xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel rdf:about=\"{}\">\n"
        "  <title>{}</title>\n  <link>{}</link>\n  <items><rdf:Seq>\n{}  </rdf:Seq></items>\n"
        "</channel>\n{}</rdf:RDF>\n",
        make.site(), escape_markup(make.writer.sentence(2, 5)), make.site(), list, items);
}

}  // namespace

std::vector<GeneratedFeed> ordinary_feeds(std::size_t count, std::uint64_t seed) {
    std::vector<GeneratedFeed> feeds;
    feeds.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Maker make{.dice = Dice(seed * 1'000'003 + i), .number = i};
        const Shape shape = shape_of(make.dice);
        const std::size_t kind = i * 37 % 100;  // 37 and 100 share no factor: an even mixture.
        std::string bytes = kind < 68   ? rss(make, shape)
                            : kind < 96 ? atom(make, shape)
                                        : rdf(make, shape);
        feeds.push_back({fmt::format("feed-{:04}.xml", i), std::move(bytes), shape.entries});
    }
    return feeds;
}

}  // namespace weir::bench
