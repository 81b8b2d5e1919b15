#include "config/config.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

using namespace weir;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{1'795'496'767s};

Result<config::Config, std::vector<config::Problem>> read(const std::string& text) {
    return config::read(text, "feeds.toml", "/srv/weir", now);
}

/// The configuration, or the test fails with what is wrong with it.
config::Config good(const std::string& text) {
    auto config = read(text);
    if (!config) {
        for (const auto& problem : config.error()) UNSCOPED_INFO(config::to_string(problem));
        FAIL("the configuration does not load");
    }
    return std::move(*config);
}

/// All problems, a line each.
std::string wrong(const std::string& text) {
    const auto config = read(text);
    if (config) return "nothing";
    std::string out;
    for (const auto& problem : config.error()) out += config::to_string(problem) + '\n';
    return out;
}

/// Sets an environment variable for the length of a test.
class Environment {
public:
    Environment(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) before_ = old;
        if (value != nullptr) {
            setenv(name, value, 1);
        } else {
            unsetenv(name);
        }
    }
    ~Environment() {
        if (before_) {
            setenv(name_, before_->c_str(), 1);
        } else {
            unsetenv(name_);
        }
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

/// Makes a folder the current one for the length of a test.
class InFolder {
public:
    explicit InFolder(const std::filesystem::path& folder)
        : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(folder);
    }
    ~InFolder() { std::filesystem::current_path(before_); }
    InFolder(const InFolder&) = delete;
    InFolder& operator=(const InFolder&) = delete;

private:
    std::filesystem::path before_;
};

}  // namespace

TEST_CASE("an empty file is the built-in configuration", "[config]") {
    const Environment state("STATE_DIRECTORY", "/var/lib/weir:/var/lib/other");
    const auto config = good("");
    CHECK(config.server.listen == "127.0.0.1:7878");
    CHECK(config.server.public_url == "http://127.0.0.1:7878/");
    CHECK(config.store == "/var/lib/weir/weir.db");
    CHECK(config.fetch.user_agent == "weir/" WEIR_VERSION);
    CHECK(config.fetch.timeout == 30s);
    CHECK(config.fetch.max_body == 10'000'000);
    CHECK_FALSE(config.fetch.allow_private_addresses.has_value());
    CHECK(config.feeds.empty());
    REQUIRE(config.outputs.size() == 1);
    CHECK(config.outputs[0].name == "all");
    CHECK(config.outputs[0].query.empty());
    CHECK(config.remarks.empty());
}

TEST_CASE("every table and key is read", "[config]") {
    const auto config = good(R"(
[server]
listen = "unix:/run/weir/http.sock"
public_url = "https://news.example"
[store]
path = "state/weir.db"
[fetch]
timeout = "1m"
connect_timeout = "5s"
max_body = "16MiB"
concurrency = 64
per_host = 2
host_delay = "0s"
proxy = "socks5h://proxy.example:1080"
allow_private_addresses = false
[log]
level = "debug"
format = "json"
[[rule]]
when = 'title:sponsored OR tag:ads'
do = "tag:spam"
[[output]]
name = "tech"
match = 'tag:tech -title:sponsored'
limit = 50
content = "summary"
[[output]]
name = "rest"
title = "The rest"
)");
    CHECK(config.server.public_url == "https://news.example/");
    CHECK(config.store == "/srv/weir/state/weir.db");
    CHECK(config.fetch.user_agent == "weir/" WEIR_VERSION " (+https://news.example/)");
    CHECK(config.fetch.timeout == 60s);
    CHECK(config.fetch.connect_timeout == 5s);
    CHECK(config.fetch.max_body == 16'777'216);
    CHECK(config.fetch.concurrency == 64);
    CHECK(config.fetch.per_host == 2);
    CHECK(config.fetch.host_delay == 0s);
    CHECK(config.fetch.proxy == "socks5h://proxy.example:1080");
    CHECK(config.fetch.allow_private_addresses == false);
    CHECK(config.log.level == "debug");
    CHECK(config.log.format == "json");
    REQUIRE(config.rules.size() == 1);
    CHECK(config.rules[0].action == "tag:spam");
    CHECK(config.rules[0].line == 19);
    CHECK_FALSE(config.rules[0].query.empty());
    REQUIRE(config.outputs.size() == 2);
    CHECK(config.outputs[0].title == "tech");
    CHECK(config.outputs[0].limit == 50);
    CHECK(config.outputs[0].summaries);
    CHECK_FALSE(config.outputs[0].query.empty());
    CHECK(config.outputs[1].title == "The rest");
    CHECK_FALSE(config.outputs[1].summaries);
}

TEST_CASE("layers: the feed wins over its tags, the last tag over the first, all over defaults",
          "[config]") {
    const auto config = good(R"(
[defaults]
every = "2h"
keep = "forever"
weight = 1
[tag.news]
every = "15m"
dedup = "url"
min_every = "1s"
[tag.slow]
every = "adaptive"
keep_max = 10
[[feed]]
url = "https://a.example/"
[[feed]]
url = "https://b.example/"
tags = ["news", "slow", "news"]
[[feed]]
url = "https://c.example/"
tags = ["slow", "news"]
weight = -5
keep = "30d"
full_text = "never"
honour_long_hints = true
backfill = 3
disabled = true
title = "C"
)");
    REQUIRE(config.feeds.size() == 3);
    const auto& a = config.feeds[0];
    CHECK(a.every == 2h);
    CHECK_FALSE(a.keep.has_value());
    CHECK(a.weight == 1);
    CHECK(a.line == 13);
    const auto& b = config.feeds[1];
    CHECK_FALSE(b.every.has_value());
    CHECK(b.dedup == Dedup::url);
    CHECK(b.min_every == 1s);
    CHECK(b.keep_max == 10);
    CHECK(b.tags == std::vector<std::string>{"news", "slow"});
    const auto& c = config.feeds[2];
    CHECK(c.every == 15min);
    CHECK(c.weight == -5);
    CHECK(c.keep == Seconds{30 * 86400});
    CHECK(c.honour_long_hints);
    CHECK(c.backfill == 3);
    CHECK(c.disabled);
    CHECK(c.title == "C");
}

TEST_CASE("a mistake is named with file, line and the nearest known key", "[config]") {
    struct Row {
        std::string text;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"[defaults]\nevry = \"1h\"",
         "feeds.toml:2: unknown key 'evry' in [defaults]: did you mean 'every'?"},
        {"[server]\ntimeout = \"1s\"",
         "feeds.toml:2: unknown key 'timeout' in [server]: it belongs to [fetch]"},
        {"[[feeds]]\nurl = \"https://a/\"",
         "feeds.toml:1: unknown table 'feeds' in the file: did you mean 'feed'?"},
        {"every = \"1h\"",
         "feeds.toml:1: unknown key 'every' in the file: it belongs to [defaults]"},
        {"[zebra]", "feeds.toml:1: unknown table 'zebra' in the file"},
        {"[feed]\nurl = \"https://a/\"", "feeds.toml:1: 'feed' must be a list of tables: [[feed]]"},
        {"[[server]]", "feeds.toml:1: 'server' must be a table: [server]"},
        {"tag.news = 1", "feeds.toml:1: 'news' must be a table: [tag.NAME]"},
        {"[fetch]\ntimeout = 30",
         "feeds.toml:2: 'timeout' in [fetch] must be a duration such as \"15m\", not an integer"},
        {"[fetch]\ntimeout = \"30\"",
         "feeds.toml:2: 'timeout' in [fetch] must be a duration such as \"90s\", \"15m\", \"6h\" "
         "or "
         "\"30d\", not \"30\""},
        {"[fetch]\ntimeout = \"0s\"", "feeds.toml:2: 'timeout' in [fetch] must be at least 1s"},
        {"[fetch]\nmax_body = \"10 parsecs\"",
         "feeds.toml:2: 'max_body' in [fetch] must be a size such as 512, \"512KiB\" or \"10MB\""},
        {"[fetch]\nconcurrency = 0",
         "feeds.toml:2: 'concurrency' in [fetch] must be from 1 to 100000"},
        {"[fetch]\nuser_agent = \"a\\r\\nb\"",
         "feeds.toml:2: 'user_agent' in [fetch] must be one line without control characters"},
        {"[fetch]\nproxy = \"proxy.example\"",
         "feeds.toml:2: 'proxy' in [fetch] must be a URL such as \"http://proxy.example:3128\" or "
         "\"socks5h://...\""},
        {"[fetch]\nallow_private_addresses = \"no\"",
         "feeds.toml:2: 'allow_private_addresses' in [fetch] must be true or false, not a string"},
        {"[server]\nlisten = \"7878\"",
         "feeds.toml:2: 'listen' in [server] must be \"host:port\" or \"unix:/path\", such as "
         "\"127.0.0.1:7878\""},
        {"[server]\npublic_url = \"https://me@a/\"",
         "feeds.toml:2: 'public_url' in [server] must be an http or https URL without query and "
         "user "
         "name"},
        {"[log]\nlevel = \"loud\"",
         "feeds.toml:2: 'level' in [log] must be \"error\", \"warn\", \"info\" or \"debug\", not "
         "\"loud\""},
        {"[defaults]\nkeep = \"0d\"",
         "feeds.toml:2: 'keep' in [defaults] must be \"forever\" or a duration such as \"15m\", "
         "\"6h\" "
         "or \"30d\", not \"0d\""},
        {"[defaults]\nmin_every = \"2d\"",
         "feeds.toml:2: min_every (2d) is longer than max_every (1d) in [defaults]"},
        {"[[feed]]\nname = \"a\"", "feeds.toml:1: [[feed]] has no url"},
        {"[[feed]]\nurl = \"https://a/\"\ntags = \"news\"",
         "feeds.toml:3: 'tags' in [[feed]] must be a list of strings, not a string"},
        {"[[feed]]\nurl = \"https://a/\"\ntags = [1]",
         "feeds.toml:3: 'tags' in [[feed]] must be a list of strings, each one line of text"},
        {"[[feed]]\nurl = \"https://a/\"\nname = \"a b\"",
         "feeds.toml:3: 'name' in [[feed]] must be a word without blanks, '/', ':' and the like, "
         "as it "
         "stands in URLs"},
        {"[[feed]]\nurl = \"https://a/\"\n[[feed]]\nurl = \"HTTPS://A:443\"",
         "feeds.toml:4: https://A:443 is the feed of line 1 again"},
        {"[[feed]]\nurl = \"https://a/\"\nname = \"x\"\n[[feed]]\nurl = \"https://b/\"\nname = "
         "\"x\"",
         "feeds.toml:6: the name 'x' is taken in line 3"},
        {"[[rule]]\ndo = \"drop\"", "feeds.toml:1: [[rule]] has no when"},
        {"[[rule]]\nwhen = \"a\"\ndo = \"burn\"",
         "feeds.toml:3: 'do' in [[rule]] must be \"drop\", \"star\", \"read\" or \"tag:NAME\", not "
         "\"burn\""},
        {"[[output]]\ntitle = \"x\"", "feeds.toml:1: [[output]] has no name"},
        {"[[output]]\nname = \"search\"",
         "feeds.toml:2: 'name' in [[output]] must be a word that can stand in a URL, other than "
         "\"search\""},
        {"[[output]]\nname = \"x\"\n[[output]]\nname = \"x\"",
         "feeds.toml:4: the output 'x' is that of line 1 again"},
        {"[[opml]]\ntags = [\"a\"]", "feeds.toml:1: [[opml]] needs either a path or a url"},
        {"[[opml]]\npath = \"none.opml\"", "feeds.toml:2: cannot read /srv/weir/none.opml: No such file or directory"},
        {"[[feed]]\nurl = \"https://a/\"\nca_file = \"none.pem\"",
         "feeds.toml:3: 'ca_file' in [[feed]]: cannot read /srv/weir/none.pem: No such file or directory"},
    }));
    CAPTURE(row.text);
    CHECK(wrong(row.text) == row.message + '\n');
}

TEST_CASE("a mistake in a query is named with its column", "[config]") {
    const auto message = wrong("[[output]]\nname = \"x\"\nmatch = 'titel:a'");
    CHECK_THAT(message, Catch::StartsWith("feeds.toml:3: 'match' in [[output]], column 1: "));
    CHECK_THAT(wrong("[[rule]]\nwhen = '('\ndo = \"drop\""),
               Catch::StartsWith("feeds.toml:2: 'when' in [[rule]], column "));
}

TEST_CASE("a syntax error is named with its line", "[config]") {
    CHECK_THAT(wrong("a = 1\n\nb = = 2\n"), Catch::StartsWith("feeds.toml:3: "));
    CHECK_THAT(wrong("[[feed]\n"), Catch::StartsWith("feeds.toml:1: "));
    CHECK_THAT(wrong("a = \"\xFF\""), Catch::StartsWith("feeds.toml:1: "));
}

TEST_CASE("all problems are told at once, in the order of lines", "[config]") {
    CHECK(wrong("[[rule]]\nwhen = \"a\"\n[fetch]\ntimeout = 1\n[server]\nlissten = \"x\"\n") ==
          "feeds.toml:1: [[rule]] has no do\n"
          "feeds.toml:4: 'timeout' in [fetch] must be a duration such as \"15m\", not an integer\n"
          "feeds.toml:6: unknown key 'lissten' in [server]: did you mean 'listen'?\n");
}

TEST_CASE("a key without effect is remarked, its default is not", "[config]") {
    const auto config = good("[defaults]\nfull_text = \"auto\"\nselector = \"\"\n");
    REQUIRE(config.remarks.size() == 1);
    CHECK(config::to_string(config.remarks[0]) ==
          "feeds.toml:2: remark: 'full_text' in [defaults] has no effect in this version");
}

TEST_CASE("secrets come from the file, other files, the environment and systemd", "[config]") {
    const test::TempDir folder;
    const test::TempDir credentials;
    folder.write("password", "from file\n");
    folder.write("token", "beside the configuration");
    credentials.write("token", "handed over\r\n");
    const Environment handed("CREDENTIALS_DIRECTORY", credentials.path().c_str());
    const Environment key("WEIR_TEST_KEY", "from environment");
    const auto config = config::read(R"(
[[feed]]
url = "https://a.example/"
auth = { user = "me", password_file = "./password" }
[[feed]]
url = "https://b.example/"
auth = { token_file = "token" }
[[feed]]
url = "https://c.example/"
auth = { user = "me", password = { env = "WEIR_TEST_KEY" }, digest = true }
headers = { X-A = "plain", X-B = { env = "WEIR_TEST_KEY" }, X-C = { file = "./token" } }
[[output]]
name = "private"
token_file = "token"
)",
                                     "feeds.toml", folder.path(), now);
    REQUIRE(config);
    using Kind = Credentials::Kind;
    CHECK(config->feeds[0].credentials.kind == Kind::basic);
    CHECK(config->feeds[0].credentials.user == "me");
    CHECK(config->feeds[0].credentials.secret == "from file");
    CHECK(config->feeds[1].credentials.kind == Kind::bearer);
    CHECK(config->feeds[1].credentials.secret == "handed over");
    CHECK(config->feeds[2].credentials.kind == Kind::digest);
    CHECK(config->feeds[2].credentials.secret == "from environment");
    CHECK(config->feeds[2].headers == std::vector<Header>{{"X-A", "plain"},
                                                          {"X-B", "from environment"},
                                                          {"X-C", "beside the configuration"}});
    CHECK(config->outputs[0].token == "handed over");
}

TEST_CASE("a secret that cannot be had is an error that names it and does not show it",
          "[config]") {
    const test::TempDir folder;
    folder.write("two-lines", "first\nsecond\n");
    folder.write("empty", "\n");
    const Environment unset("WEIR_TEST_KEY", nullptr);
    const Environment none("CREDENTIALS_DIRECTORY", nullptr);
    struct Row {
        std::string line;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"auth = { user = \"me\", password_file = \"none\" }",
         "'password' of 'auth' in [[feed]]: cannot read FOLDER/none: No such file or directory"},
        {"auth = { user = \"me\", password_file = \".\" }",
         "'password' of 'auth' in [[feed]]: cannot read FOLDER/.: Is a directory"},
        {"auth = { token_file = \"empty\" }", "'token' of 'auth' in [[feed]] is empty"},
        {"auth = { token_file = \"two-lines\" }",
         "'token' of 'auth' in [[feed]] must be one line without control characters"},
        {"headers = { X-Key = { env = \"WEIR_TEST_KEY\" } }",
         "header 'X-Key' in [[feed]]: the environment has no variable WEIR_TEST_KEY"},
        {"headers = { X-Key = \"a\\r\\nb\" }",
         "header 'X-Key' in [[feed]] must be one line without control characters"},
        {"headers = { X-Key = { evn = \"X\" } }",
         "header 'X-Key' in [[feed]] must be a string, { env = \"NAME\" } or { file = \"PATH\" }"},
        {"headers = { \"X Key\" = \"a\" }", "'headers' in [[feed]]: \"X Key\" is no header name"},
        {"auth = { user = \"me\" }",
         "'auth' in [[feed]] needs user and password_file, or token_file alone"},
        {"auth = { user = \"a:b\", password = \"x\" }",
         "'user' of 'auth' in [[feed]] must be a name without a colon"},
        {"auth = { usr = \"me\", token = \"x\" }",
         "unknown key 'usr' in 'auth' of [[feed]]: did you mean 'user'?"},
        {"client_key = \"two-lines\"", "'client_key' in [[feed]] needs a 'client_cert'"},
    }));
    CAPTURE(row.line);
    const auto config = config::read("[[feed]]\nurl = \"https://a/\"\n" + row.line, "feeds.toml",
                                     folder.path(), now);
    REQUIRE_FALSE(config);
    REQUIRE(config.error().size() == 1);
    std::string expected = row.message;
    if (const auto at = expected.find("FOLDER"); at != std::string::npos) {
        expected.replace(at, 6, folder.path().string());
    }
    CHECK(config.error()[0].message == expected);
    CHECK(config.error()[0].line == 3);
}

TEST_CASE("an OPML file gives feeds that take its tags and the layers", "[config]") {
    const test::TempDir folder;
    folder.write("list.opml", R"(<opml version="2.0"><body>
<outline text="News"><outline text="A" xmlUrl="https://a.example/feed"/>
<outline text="B" xmlUrl="https://b.example/feed"/></outline>
<outline text="Twice"><outline text="A" xmlUrl="https://a.example/feed"/></outline>
<outline text="Local" xmlUrl="http://127.0.0.1/feed"/>
<outline text="Bad" xmlUrl="gopher://old.example/"/>
</body></opml>)");
    const auto config = config::read(R"(
[tag.News]
every = "1h"
[[feed]]
url = "https://b.example/feed"
name = "mine"
[[opml]]
path = "list.opml"
tags = ["imported"]
)",
                                     "feeds.toml", folder.path(), now);
    REQUIRE(config);
    REQUIRE(config->feeds.size() == 3);
    CHECK(config->feeds[0].name == "mine");
    CHECK(config->feeds[0].tags.empty());
    CHECK(config->feeds[1].name == "a.example");
    CHECK(config->feeds[1].title == "A");
    CHECK(config->feeds[1].tags == std::vector<std::string>{"imported", "News", "Twice"});
    CHECK(config->feeds[1].every == 1h);
    CHECK(config->feeds[1].line == 2);
    // Only an address that stands in feeds.toml itself may be private.
    CHECK_FALSE(config->feeds[2].literal_private);
    REQUIRE(config->remarks.size() == 1);
    CHECK_THAT(config->remarks[0].message,
               Catch::Contains("list.opml:6") && Catch::Contains("gopher"));
}

TEST_CASE("names made from URLs are unique and leave given names alone", "[config]") {
    const auto config = good(R"(
[[feed]]
url = "https://www.example.org/feed"
[[feed]]
url = "https://example.org/rss"
[[feed]]
url = "https://other.example/"
name = "example.org"
)");
    CHECK(config.feeds[0].name == "example.org-2");
    CHECK(config.feeds[1].name == "example.org-3");
    CHECK(config.feeds[2].name == "example.org");
}

TEST_CASE("a file is loaded relative to its folder, a missing one is a problem", "[config]") {
    const test::TempDir folder;
    folder.write("feeds.toml", "[store]\npath = \"weir.db\"\n[[feed]]\nurl = \"file:a b.xml\"\n");
    const auto config = config::load(folder.path() / "feeds.toml", now);
    REQUIRE(config);
    CHECK(config->file == folder.path() / "feeds.toml");
    CHECK(config->store == folder.path() / "weir.db");
    CHECK(config->feeds[0].url == "file://" + folder.path().string() + "/a%20b.xml");

    const auto missing = config::load(folder.path() / "none.toml", now);
    REQUIRE_FALSE(missing);
    CHECK(config::to_string(missing.error()[0]) ==
          (folder.path() / "none.toml").string() + ": cannot be read: No such file or directory");
    CHECK_FALSE(config::load(folder.path(), now));
}

TEST_CASE("the configuration file is found by option, environment and folder", "[config]") {
    const test::TempDir folder;
    const InFolder here(folder.path());
    const Environment home("XDG_CONFIG_HOME", folder.path().c_str());
    {
        const Environment variable("WEIR_CONFIG", "/named/by/environment.toml");
        CHECK(config::find("given.toml") == "given.toml");
        CHECK(config::find("") == "/named/by/environment.toml");
    }
    const Environment unset("WEIR_CONFIG", nullptr);
    std::filesystem::create_directories(folder.path() / "weir");
    folder.write("weir/feeds.toml", "");
    CHECK(config::find("") == folder.path() / "weir/feeds.toml");
    folder.write("feeds.toml", "");
    CHECK(config::find("") == "feeds.toml");
}

TEST_CASE("the store's default follows systemd, then XDG", "[config]") {
    const Environment state("STATE_DIRECTORY", nullptr);
    const Environment home("HOME", "/home/me");
    {
        const Environment data("XDG_DATA_HOME", "/data");
        CHECK(good("").store == "/data/weir/weir.db");
    }
    const Environment data("XDG_DATA_HOME", nullptr);
    CHECK(good("").store == "/home/me/.local/share/weir/weir.db");
}

TEST_CASE("twenty thousand feeds load in linear time", "[config]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        // One host and one word: every made name collides with all before it.
        text += "[[feed]]\nurl = \"https://example.org/feed?" + std::to_string(i % 10) +
                "&x=" + std::string(static_cast<std::size_t>(i / 10 % 7 + 1), 'a') + "#" + "\"\n";
        text += "name = \"n" + std::to_string(i) + "\"\n";
    }
    // Only 70 URLs differ; each further feed is told as a duplicate.
    const auto config = read(text);
    REQUIRE_FALSE(config);
    CHECK(config.error().size() == 20'000 - 70);

    std::string unique;
    for (int i = 0; i < 20'000; ++i) {
        unique += "[[feed]]\nurl = \"https://example.org/" + std::to_string(i) + "/" +
                  "\"\ntags = [\"t\"]\n";
    }
    const auto loaded = good(unique + "[tag.t]\nevery = \"1h\"\n");
    CHECK(loaded.feeds.size() == 20'000);
    CHECK(loaded.feeds[19'999].every == 1h);
}

TEST_CASE("the key table has one row a key, each with a meaning", "[config]") {
    for (const auto& key : config::keys()) {
        CAPTURE(key.table, key.name);
        CHECK_FALSE(key.meaning.empty());
        CHECK_FALSE(key.type.empty());
        const auto same = std::count_if(
            config::keys().begin(), config::keys().end(),
            [&](const auto& k) { return k.name == key.name && k.table == key.table; });
        CHECK(same == 1);
        // Written out, a default changes nothing and is remarked nowhere.
        if (key.fallback.empty() || key.table == "rule") continue;
        const bool list = key.table == "feed" || key.table == "opml" || key.table == "output";
        std::string text = list ? "[[" + key.table + "]]\n" : "[" + key.table + "]\n";
        if (key.table == "feed") text += "url = \"https://a.example/\"\n";
        if (key.table == "opml") continue;
        if (key.table == "output") text += "name = \"all\"\ntitle = \"All\"\n";
        const auto written = good(text + key.name + " = " + key.fallback + "\n");
        CHECK(written.remarks.empty());
        const auto built_in = good(key.table == "feed" ? text : "");
        CHECK(written.fetch.timeout == built_in.fetch.timeout);
        CHECK(written.fetch.connect_timeout == built_in.fetch.connect_timeout);
        CHECK(written.fetch.max_body == built_in.fetch.max_body);
        CHECK(written.fetch.concurrency == built_in.fetch.concurrency);
        CHECK(written.fetch.per_host == built_in.fetch.per_host);
        CHECK(written.fetch.host_delay == built_in.fetch.host_delay);
        CHECK(written.server.listen == built_in.server.listen);
        CHECK(written.log.level == built_in.log.level);
        CHECK(written.log.format == built_in.log.format);
        CHECK(written.outputs[0].limit == built_in.outputs[0].limit);
        CHECK(written.feeds == built_in.feeds);
    }
}
