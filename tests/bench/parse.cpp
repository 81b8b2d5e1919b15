// Megabytes a second of CPU time of the whole parser and of its stages, next to bare pugixml and
// bare gumbo over the same bytes in the same run: bench_parse [FOLDER of feeds, default
// $WEIR_CORPUS]. Without a folder: 1000 generated feeds.

#include "parse/parse.hpp"

#include "generate.hpp"
#include "html/sanitize.hpp"
#include "parse/text.hpp"

#include <fmt/format.h>
#include <gumbo.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Texts = std::vector<std::string>;

std::size_t bytes_of(const Texts& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
}

/// What the stages yield is summed up here, so that the compiler cannot leave them out.
std::size_t sink = 0;

/// The fastest of five passes, in seconds of CPU time: the least disturbed one.
template <class Stage>
double best(const Texts& texts, Stage stage) {
    constexpr int passes = 5;
    double fastest = 1e9;
    for (int pass = 0; pass < passes; ++pass) {
        const std::clock_t start = std::clock();
        for (const std::string& text : texts) sink += stage(text);
        const auto ticks = static_cast<double>(std::clock() - start);
        fastest = std::min(fastest, ticks / CLOCKS_PER_SEC);
    }
    return std::max(fastest, 1e-6);
}

void report(std::string_view stage, const Texts& texts, double seconds) {
    const double megabytes = static_cast<double>(bytes_of(texts)) / 1e6;
    fmt::print("{:<34} {:8.1f} MB {:8.3f} s {:8.0f} MB/s\n", stage, megabytes, seconds,
               megabytes / seconds);
}

std::size_t load(const std::string& text, pugi::xml_document& document) {
    const auto result = document.load_buffer(
        text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    return static_cast<std::size_t>(result.offset);
}

/// Collects the HTML of all entries of a document.
class Contents : public pugi::xml_tree_walker {
public:
    explicit Contents(Texts& into) : into_(into) {}

    bool for_each(pugi::xml_node& node) override {
        constexpr std::array<std::string_view, 4> names = {"description", "content:encoded",
                                                           "content", "summary"};
        if (std::find(names.begin(), names.end(), node.name()) == names.end()) return true;
        std::string html;
        for (const auto child : node.children()) html += child.value();
        if (html.find('<') != std::string::npos) into_.push_back(std::move(html));
        return true;
    }

private:
    Texts& into_;
};

Texts contents_of(const Texts& cleaned) {
    Texts contents;
    for (const std::string& text : cleaned) {
        pugi::xml_document document;
        load(text, document);
        Contents walker(contents);
        document.traverse(walker);
    }
    return contents;
}

std::size_t parse_whole(const std::string& text) {
    const auto parsed = weir::parse::feed(text, {.base_url = "https://example.org/feed"});
    return parsed ? parsed->entries.size() : 0;
}

void measure(const Texts& feeds) {
    Texts decoded;
    Texts cleaned;
    for (const std::string& feed : feeds) {
        decoded.push_back(weir::parse::to_utf8(feed, "").text);
        cleaned.push_back(weir::parse::clean_xml(decoded.back()).text);
    }
    const Texts contents = contents_of(cleaned);

    report("pugixml alone", feeds, best(feeds, [](const std::string& text) {
               pugi::xml_document document;
               return load(text, document);
           }));
    report("to_utf8", feeds, best(feeds, [](const std::string& text) {
               return weir::parse::to_utf8(text, "").text.size();
           }));
    report("clean_xml", decoded, best(decoded, [](const std::string& text) {
               return weir::parse::clean_xml(text).text.size();
           }));
    report("gumbo alone, over the HTML", contents, best(contents, [](const std::string& text) {
               GumboOutput* const output =
                   gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
               const std::size_t children = output->root->v.element.children.length;
               gumbo_destroy_output(&kGumboDefaultOptions, output);
               return children;
           }));
    const double sanitising = best(contents, [](const std::string& text) {
        return weir::html::sanitize(text, {.base_url = "https://example.org/", .id_prefix = {}})
            .size();
    });
    report("sanitize, over the HTML", contents, sanitising);
    const double whole = best(feeds, parse_whole);
    report("parse::feed, the whole", feeds, whole);
    report("parse::feed less sanitising", feeds, std::max(whole - sanitising, 1e-6));
}

Texts read_folder(const std::filesystem::path& folder) {
    Texts texts;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), {}};
        if (weir::parse::feed(bytes, {})) texts.push_back(std::move(bytes));
    }
    return texts;
}

Texts generate() {
    Texts texts;
    std::size_t entries = 0;
    for (auto& feed : weir::bench::ordinary_feeds(1000)) {
        entries += feed.entries;
        texts.push_back(std::move(feed.bytes));
    }
    std::vector<std::size_t> sizes;
    for (const std::string& text : texts) sizes.push_back(text.size());
    std::nth_element(sizes.begin(), sizes.begin() + 500, sizes.end());
    fmt::print("1000 generated feeds: {} entries, median {} bytes, mean {} bytes\n", entries,
               sizes[500], bytes_of(texts) / 1000);
    return texts;
}

}  // namespace

int main(int count, char** arguments) {
    const char* const corpus = count > 1 ? arguments[1] : std::getenv("WEIR_CORPUS");
    const Texts feeds = corpus == nullptr ? generate() : read_folder(corpus);
    fmt::print("{} feeds\n", feeds.size());
    measure(feeds);
    return sink == 0 ? 1 : 0;
}
