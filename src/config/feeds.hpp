#pragma once

#include "config/layer.hpp"
#include "config/problems.hpp"
#include "config/secret.hpp"
#include "config/toml.hpp"
#include "model/subscription.hpp"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace weir::config {

/// Makes subscriptions of [defaults], [tag.NAME], [[feed]] and [[opml]]. Linear in their number.
class Feeds {
public:
    Feeds(std::filesystem::path folder, Problems& problems)
        : folder_(std::move(folder)), problems_(problems), secrets_(folder_, problems) {}

    /// To be called in this order; each at most once.
    void read_defaults(const toml_text::Value* defaults);
    void read_tags(const toml_text::Value* tags);
    void add(const toml_text::Value& feed);       ///< One [[feed]].
    void add_opml(const toml_text::Value& opml);  ///< One [[opml]].
    /// All of them, in the order added, with names made for those that have none.
    [[nodiscard]] std::vector<Subscription> take();

private:
    void apply_layers(Subscription& subscription) const;
    bool take_url(Section& section, Subscription& subscription);
    void take_identity(Section& section, Subscription& subscription);
    void take_access(Section& section, Subscription& subscription);
    [[nodiscard]] std::string readable_file(Section& section, std::string_view key);
    void add_from_opml(const std::string& file, const std::vector<std::string>& tags,
                       const std::string& text, int line);

    std::filesystem::path folder_;
    Problems& problems_;
    Secrets secrets_;
    Layer defaults_;
    std::unordered_map<std::string, Layer> tags_;
    std::vector<Subscription> feeds_;
    std::unordered_map<std::string, int> names_;  ///< Given names, and the lines of their feeds.
    std::unordered_map<std::string, std::size_t> urls_;  ///< same_url_key -> index in feeds_.
    std::size_t from_file_ = 0;                          ///< So many of feeds_ are [[feed]] tables.
};

/// What a feed or output may be called: it stands in URLs and on the command line.
[[nodiscard]] bool is_name(std::string_view name);

}  // namespace weir::config
