#include "river/site.hpp"

#include "publish/rules.hpp"
#include "store/world.hpp"
#include "support/temp_dir.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::test;

namespace {

namespace json_lib = boost::json;
using Files = std::map<std::string, std::string>;

struct Rendered {
    Files files;
    std::vector<std::string> remarks;
};

std::string public_address() {
    return "https://news.example/under/";
}

config::Config configured(const std::string& outputs, std::vector<Subscription> feeds) {
    TempDir folder;
    auto read = config::read("[server]\npublic_url = \"" + public_address() + "\"\n" + outputs,
                             "test", folder.path(), noon);
    REQUIRE(read);
    read->feeds = std::move(feeds);
    return std::move(*read);
}

Rendered rendered(const config::Config& config, World& world) {
    Rendered made;
    auto reader = world.reader();
    const river::SiteSink sink{
        .write =
            [&](const std::string& path, const std::string& body) {
                CHECK_FALSE(made.files.contains(path));
                made.files[path] = body;
            },
        .remark = [&](const std::string& said) { made.remarks.push_back(said); }};
    river::render_site(config, noon, reader, sink);
    return made;
}

/// Ten entries an hour apart, the newest last.
std::vector<Entry> hourly(int first, int count) {
    std::vector<Entry> entries;
    for (int i = first; i < first + count; ++i) {
        entries.push_back(entry(fmt::format("e{}", i), fmt::format("Entry {}", i)));
        entries.back().published = noon - day + Seconds{3600} * i;
    }
    return entries;
}

/// The titles of a walk from a JSON Feed through all its older pages.
std::vector<std::string> walk(const Files& files, std::string path) {
    std::vector<std::string> titles;
    while (!path.empty()) {
        CAPTURE(path);
        REQUIRE(files.contains(path));
        const auto document = json_lib::parse(files.at(path));
        CHECK(document.at("feed_url").as_string() == public_address() + path);
        for (const auto& item : document.at("items").as_array())
            titles.emplace_back(item.at("title").as_string());
        const auto* next = document.as_object().if_contains("next_url");
        path =
            next == nullptr ? "" : std::string{next->as_string()}.substr(public_address().size());
    }
    return titles;
}

std::vector<Subscription> one_feed(std::vector<std::string> tags = {"town"}) {
    auto feed = subscription("one");
    feed.tags = std::move(tags);
    return {feed};
}

}  // namespace

TEST_CASE("a walk through published pages meets every item once", "[river][site]") {
    const auto feeds = one_feed();
    World world(feeds);
    world.poll(hourly(0, 10));
    const auto config = configured("[[output]]\nname = \"all\"\nlimit = 3\n", feeds);
    const auto files = rendered(config, world).files;
    std::vector<std::string> all;
    for (int i = 9; i >= 0; --i) all.push_back(fmt::format("Entry {}", i));
    CHECK(walk(files, "all.json") == all);
    for (const auto& [path, body] : files) {
        CAPTURE(path);
        if (path.ends_with(".atom")) CHECK(broken_atom_rules(body) == std::vector<std::string>{});
        if (path.ends_with(".rss")) CHECK(broken_rss_rules(body) == std::vector<std::string>{});
        if (path.ends_with(".atom")) CHECK(body.find(public_address() + path) != std::string::npos);
    }
}

TEST_CASE("an arrival changes the first page and the one after it", "[river][site]") {
    const auto feeds = one_feed({});
    World world(feeds);
    world.poll(hourly(0, 10));
    const auto config = configured("[[output]]\nname = \"all\"\nlimit = 3\n", feeds);
    const auto before = rendered(config, world).files;
    world.poll(hourly(10, 1), noon + hour);
    const auto after = rendered(config, world).files;
    std::set<std::string> changed;
    for (const auto& [path, body] : after)
        if (path.ends_with(".atom") && (!before.contains(path) || before.at(path) != body))
            changed.insert(path);
    CHECK(changed == std::set<std::string>{"all.atom", "archive/all/3.atom", "feed/one.atom"});
    CHECK(before.contains("archive/all/1.atom"));
    CHECK(rendered(config, world).files == after);
}

TEST_CASE("every link of a published page leads to a published file", "[river][site]") {
    const auto feeds = one_feed({"a&b ü"});
    World world(feeds);
    world.poll(hourly(0, 7));
    const auto config = configured(
        "[[output]]\nname = \"all\"\nlimit = 2\n[[output]]\nname = \"new\"\nlimit = 3\n", feeds);
    const auto files = rendered(config, world).files;
    const std::regex reference("(?:href|src)=\"([^\"]*)\"");
    std::size_t followed = 0;
    for (const auto& [path, body] : files) {
        if (!path.ends_with(".html")) continue;
        CHECK(body.find("<form") == std::string::npos);
        CHECK(body.find("http-equiv=\"Content-Security-Policy\"") != std::string::npos);
        for (std::sregex_iterator at(body.begin(), body.end(), reference), end; at != end; ++at) {
            const std::string link = (*at)[1];
            if (link.starts_with("#") || link.starts_with("https://example.org/")) continue;
            const auto base = public_address() + path;
            const auto target = url::resolve(base, link);
            CAPTURE(path, link, target);
            REQUIRE(target.starts_with(public_address()));
            CHECK(files.contains(url::percent_decode(target.substr(public_address().size()))));
            ++followed;
        }
    }
    CHECK(followed > 100);
}

TEST_CASE("private outputs and names that cannot be files are left out", "[river][site]") {
    const auto feeds = one_feed({"../../etc", "good"});
    World world(feeds);
    world.poll(hourly(0, 2));
    auto config = configured("[[output]]\nname = \"mine\"\n[[output]]\nname = \"all\"\n", feeds);
    config.outputs.front().token = "secret";
    const auto made = rendered(config, world);
    CHECK(made.remarks ==
          std::vector<std::string>{"the tag '../../etc' was left out: it cannot name a file"});
    CHECK(made.files.contains("tag/good.atom"));
    CHECK(made.files.contains("all.html"));
    for (const auto& [path, body] : made.files) {
        CAPTURE(path);
        CHECK(path.find("mine") == std::string::npos);
        CHECK(path.find("..") == std::string::npos);
        CHECK(body.find("mine.") == std::string::npos);
    }
    CHECK(made.files.at("index.html").find("Entry 1") != std::string::npos);

    config.outputs.pop_back();
    const auto nothing = rendered(config, world).files;
    CHECK(nothing.at("index.html").find("Entry 1") == std::string::npos);
}
