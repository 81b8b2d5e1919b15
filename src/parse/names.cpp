#include "parse/names.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace weir::parse {
namespace {

struct Row {
    std::string_view text;
    Ns ns;
};

/// Without scheme, "www." and a final "/" or "#", in lower case. Beside the specifications' URIs
/// stand those of earlier drafts and the misspellings that occur in the wild.
constexpr Row uris[] = {
    {"w3.org/2005/atom", Ns::atom},
    {"purl.org/atom/ns", Ns::atom},
    {"purl.org/atom/ns#", Ns::atom},
    {"purl.org/echo", Ns::atom},
    {"example.com/newformat", Ns::atom},
    {"example.com/necho", Ns::atom},
    {"example.com/atom", Ns::atom},
    {"uri/of/echo/namespace#", Ns::atom},
    {"purl.org/rss/1.0", Ns::rss},
    {"purl.org/rss", Ns::rss},
    {"my.netscape.com/rdf/simple/0.9", Ns::rss},
    {"channel.netscape.com/rdf/simple/0.9", Ns::rss},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Ns::rss},
    {"backend.userland.com/rss", Ns::rss},
    {"backend.userland.com/rss2", Ns::rss},
    {"backend.userland.com/rss091", Ns::rss},
    {"backend.userland.com/rss092", Ns::rss},
    {"blogs.law.harvard.edu/tech/rss", Ns::rss},
    {"cyber.law.harvard.edu/rss", Ns::rss},
    {"cyber.law.harvard.edu/rss/rss.html", Ns::rss},
    {"rssboard.org/rss-specification", Ns::rss},
    {"w3.org/1999/02/22-rdf-syntax-ns", Ns::rdf},
    {"purl.org/dc/elements/1.1", Ns::dublin_core},
    {"purl.org/dc/elements/1.0", Ns::dublin_core},
    {"purl.org/dc/1.1", Ns::dublin_core},
    {"purl.org/dc/terms", Ns::dublin_core},
    {"purl.org/dc", Ns::dublin_core},
    {"dublincore.org/documents/dcmi-namespace", Ns::dublin_core},
    {"purl.org/rss/1.0/modules/content", Ns::content},
    {"purl.org/rss/modules/content", Ns::content},
    {"purl.org/rss/1.0/modules/slash", Ns::slash},
    {"wellformedweb.org/commentapi", Ns::wfw},
    {"purl.org/syndication/thread/1.0", Ns::thread},
    {"purl.org/syndication/thread", Ns::thread},
    {"purl.org/rss/1.0/modules/syndication", Ns::syndication},
    {"purl.org/rss/modules/syndication", Ns::syndication},
    {"purl.org/syndication/history/1.0", Ns::history},
    {"webns.net/mvcb", Ns::admin},
    {"georss.org/georss", Ns::georss},
    {"georss.org/georss/10", Ns::georss},
    {"georss.org", Ns::georss},
    {"opengis.net/gml", Ns::gml},
    {"opengis.net/gml/3.2", Ns::gml},
    {"w3.org/2003/01/geo/wgs84_pos", Ns::geo},
    {"w3.org/2003/01/geo", Ns::geo},
    {"itunes.com/dtds/podcast-1.0.dtd", Ns::itunes},
    {"itunes.com/dtds/podcast-1.0", Ns::itunes},
    {"itunes.apple.com/dtds/podcast-1.0.dtd", Ns::itunes},
    {"itunes.com/dtds/podcast.dtd", Ns::itunes},
    {"example.com/dtds/podcast-1.0.dtd", Ns::itunes},
    {"search.yahoo.com/mrss", Ns::media},
    {"search.yahoo.com/mrss/default.htm", Ns::media},
    {"tools.search.yahoo.com/mrss", Ns::media},
    {"video.search.yahoo.com/mrss", Ns::media},
    {"rssboard.org/media-rss", Ns::media},
    {"podcastindex.org/namespace/1.0", Ns::podcast},
    {"podcastindex.org/namespace/1.0/", Ns::podcast},
    {"github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Ns::podcast},
    {"podlove.org/simple-chapters", Ns::chapters},
    {"podlove.de/simple-chapters", Ns::chapters},
    {"google.com/schemas/play-podcasts/1.0", Ns::googleplay},
    {"google.com/schemas/play-podcasts/1.0/play-podcasts.xsd", Ns::googleplay},
    {"rssnamespace.org/feedburner/ext/1.0", Ns::feedburner},
    {"pheedo.com/namespace/pheedo", Ns::pheedo},
    {"w3.org/1999/xhtml", Ns::xhtml},
    {"w3.org/tr/xhtml1", Ns::xhtml},
    {"web.resource.org/cc", Ns::licence},
    {"creativecommons.org/ns", Ns::licence},
    {"backend.userland.com/creativecommonsrssmodule", Ns::licence},
    {"cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Ns::licence},
    {"news.yandex.ru", Ns::yandex},
    {"w3.org/xml/1998/namespace", Ns::xml},
};

constexpr Row prefixes[] = {
    {"atom", Ns::atom},
    {"a10", Ns::atom},
    {"atom10", Ns::atom},
    {"atom03", Ns::atom},
    {"rss", Ns::rss},
    {"rdf", Ns::rdf},
    {"dc", Ns::dublin_core},
    {"dcterms", Ns::dublin_core},
    {"dct", Ns::dublin_core},
    {"content", Ns::content},
    {"slash", Ns::slash},
    {"wfw", Ns::wfw},
    {"thr", Ns::thread},
    {"sy", Ns::syndication},
    {"fh", Ns::history},
    {"history", Ns::history},
    {"admin", Ns::admin},
    {"georss", Ns::georss},
    {"gml", Ns::gml},
    {"geo", Ns::geo},
    {"itunes", Ns::itunes},
    {"media", Ns::media},
    {"mrss", Ns::media},
    {"podcast", Ns::podcast},
    {"psc", Ns::chapters},
    {"googleplay", Ns::googleplay},
    {"feedburner", Ns::feedburner},
    {"pheedo", Ns::pheedo},
    {"xhtml", Ns::xhtml},
    {"xh", Ns::xhtml},
    {"cc", Ns::licence},
    {"creativecommons", Ns::licence},
    {"yandex", Ns::yandex},
    {"xml", Ns::xml},
};

using Table = std::unordered_map<std::string_view, Ns>;

template <std::size_t N>
Table table_of(const Row (&rows)[N]) {
    Table table;
    for (const Row& row : rows) table.emplace(row.text, row.ns);
    return table;
}

/// Longer than every known URI; what is longer still cannot match.
constexpr std::size_t longest_uri = 128;

Ns find(const Table& table, std::string_view key) {
    const auto found = table.find(key);
    return found == table.end() ? Ns::none : found->second;
}

/// The names that the specifications write with capitals. All others are known in lower case, GML's
/// Point and Polygon too: georss has them in small letters.
constexpr std::string_view capital_names[] = {
    "LineString",   "LinearRing",     "Envelope",        "posList",       "lowerCorner",
    "upperCorner",  "featureName",    "pubDate",         "lastBuildDate", "managingEditor",
    "webMaster",    "skipHours",      "skipDays",        "textInput",     "commentRss",
    "updatePeriod", "updateBase",     "updateFrequency", "origLink",      "origEnclosureLink",
    "episodeType",  "generatorAgent",
};

/// From the hash of a name in lower case to its right spelling.
using Spellings = std::unordered_map<std::uint64_t, std::string_view>;

std::uint64_t number(Name name) {
    return static_cast<std::uint64_t>(name);
}

Spellings spellings() {
    Spellings table;
    for (const std::string_view name : capital_names) {
        table.emplace(number(hash_name(lower(name))), name);
    }
    return table;
}

bool has_capital(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Ns ns_of_uri(std::string_view uri) {
    static const Table table = table_of(uris);
    uri = trim(uri);
    if (uri.empty()) return Ns::none;
    if (uri.size() > longest_uri) return Ns::other;
    const std::string folded = lower(uri);
    std::string_view key = folded;
    for (const std::string_view start : {"https://", "http://", "www."}) {
        if (key.starts_with(start)) key.remove_prefix(start.size());
    }
    Ns ns = find(table, key);
    while (ns == Ns::none && !key.empty() && (key.back() == '/' || key.back() == '#')) {
        key.remove_suffix(1);
        ns = find(table, key);
    }
    return ns == Ns::none ? Ns::other : ns;
}

Ns ns_of_prefix(std::string_view prefix) {
    static const Table table = table_of(prefixes);
    const Ns ns = find(table, prefix);
    return ns == Ns::none && has_capital(prefix) ? find(table, lower(prefix)) : ns;
}

KnownName known_name(std::string_view local) {
    static const Spellings table = spellings();
    const bool capital = has_capital(local);
    const Name folded = capital ? hash_name(lower(local)) : hash_name(local);
    const auto found = table.find(number(folded));
    if (found == table.end()) return {folded, !capital};
    return {hash_name(found->second), found->second == local};
}

}  // namespace weir::parse
