#include "base/version.hpp"
#include "config/config.hpp"
#include "config/feeds.hpp"
#include "config/file.hpp"
#include "config/section.hpp"
#include "config/tables.hpp"
#include "config/toml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::config {
namespace {

using toml_text::Value;
using Kind = Value::Kind;

// A hundred thousand feeds take about 15 MB.
constexpr std::size_t longest_file = 256U << 20U;

/// Reads the file's tables into a Config.
class Loader {
public:
    Loader(const std::string& file_name, std::filesystem::path folder, Instant now)
        : problems_(file_name), feeds_(folder, problems_), folder_(std::move(folder)), now_(now) {}

    Result<Config, std::vector<Problem>> load(const std::string& text) {
        const auto parsed = toml_text::parse(text);
        if (!parsed) {
            problems_.error(parsed.error().line, parsed.error().message);
            return fail(problems_.take());
        }
        root_ = &*parsed;
        check_tables();
        if (const auto* server = table("server")) read_server(*server, config_.server, problems_);
        read_store();
        if (const auto* fetch = table("fetch")) read_fetch(*fetch, config_.fetch, problems_);
        if (const auto* log = table("log")) read_log(*log, config_.log, problems_);
        read_feeds();
        for (const Value* rule : tables("rule")) read_rule(*rule, config_.rules, now_, problems_);
        for (const Value* output : tables("output")) {
            read_output(*output, folder_, config_.outputs, now_, problems_);
        }
        fill_in();
        const bool failed = problems_.any_error();
        auto all = problems_.take();
        if (failed) return fail(std::move(all));
        config_.remarks = std::move(all);
        return std::move(config_);
    }

private:
    void check_tables() {
        static const std::vector<std::string> known{"server", "store", "fetch", "log",  "defaults",
                                                    "tag",    "feed",  "opml",  "rule", "output"};
        for (const auto& member : root_->members) {
            if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
            const bool is_table =
                member.value.kind == Kind::table || member.value.kind == Kind::list;
            std::string message = unknown_key(member.name, "the file", known);
            if (is_table)
                message.replace(0, std::string_view("unknown key").size(), "unknown table");
            problems_.error(member.line, message);
        }
    }

    /// A table that stands once, or null.
    const Value* table(std::string_view name) {
        const Value* value = root_->find(name);
        if (value == nullptr || value->kind == Kind::table) return value;
        problems_.error(value->line, fmt::format("'{0}' must be a table: [{0}]", name));
        return nullptr;
    }

    /// The tables of a list.
    std::vector<const Value*> tables(std::string_view name) {
        std::vector<const Value*> found;
        const Value* value = root_->find(name);
        if (value == nullptr) return found;
        if (value->kind != Kind::list) {
            problems_.error(value->line,
                            fmt::format("'{0}' must be a list of tables: [[{0}]]", name));
            return found;
        }
        for (const auto& element : value->list) {
            if (element.kind == Kind::table) {
                found.push_back(&element);
            } else {
                problems_.error(element.line,
                                fmt::format("'{0}' must be a list of tables: [[{0}]]", name));
            }
        }
        return found;
    }

    void read_store() {
        config_.store = default_store(folder_);
        if (const auto* store = table("store")) {
            Section section(*store, "[store]", "store", false, problems_);
            if (const auto path = section.line_of_text("path")) {
                config_.store = (folder_ / *path).lexically_normal();
                if (path->empty()) section.must_be("path", "the path of a file");
            }
        }
    }

    void read_feeds() {
        feeds_.read_defaults(table("defaults"));
        feeds_.read_tags(table("tag"));
        for (const Value* feed : tables("feed")) feeds_.add(*feed);
        for (const Value* opml : tables("opml")) feeds_.add_opml(*opml);
        config_.feeds = feeds_.take();
    }

    /// What the file leaves open and has no constant default.
    void fill_in() {
        if (config_.fetch.user_agent.empty()) {
            const auto& contact = config_.server.public_url;
            config_.fetch.user_agent = contact.empty()
                                           ? fmt::format("weir/{}", version)
                                           : fmt::format("weir/{} (+{})", version, contact);
        }
        if (config_.server.public_url.empty()) {
            const auto& listen = config_.server.listen;
            const bool on_socket = listen.starts_with("unix:");
            config_.server.public_url = fmt::format("http://{}/", on_socket ? "localhost" : listen);
        }
        if (config_.outputs.empty()) {
            Output all;
            all.name = "all";
            all.title = "All";
            config_.outputs.push_back(std::move(all));
        }
    }

    Problems problems_;
    Feeds feeds_;
    std::filesystem::path folder_;
    Instant now_;
    const Value* root_ = nullptr;
    Config config_;
};

}  // namespace

Result<Config, std::vector<Problem>> load(const std::filesystem::path& file, Instant now) {
    const auto text = read_file(file, longest_file);
    if (!text) {
        auto why = fmt::format("cannot be read: {}", text.error().message());
        return fail(std::vector<Problem>{{file.string(), 0, std::move(why), true}});
    }
    auto config = read(*text, file.string(), std::filesystem::absolute(file).parent_path(), now);
    if (config) config->file = file;
    return config;
}

Result<Config, std::vector<Problem>> read(const std::string& text, const std::string& file_name,
                                          const std::filesystem::path& folder, Instant now) {
    return Loader(file_name, folder, now).load(text);
}

}  // namespace weir::config
