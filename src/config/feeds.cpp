#include "config/feeds.hpp"

#include "base/text.hpp"
#include "config/feed_url.hpp"
#include "config/file.hpp"
#include "config/opml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace weir::config {

using toml_text::Value;
using Kind = Value::Kind;

namespace {

// A hundred thousand outlines take about 20 MB.
constexpr std::size_t longest_opml = 64U << 20U;

void add_tags(std::vector<std::string>& tags, const std::vector<std::string>& more) {
    for (const auto& tag : more) {
        if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    }
}

}  // namespace

bool is_name(std::string_view name) {
    if (name.empty() || name.size() > 100 || name.front() == '-' || name.front() == '.')
        return false;
    return std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F ||
               std::string_view("/?#%&\"'<>\\:,").find(c) != std::string_view::npos;
    });
}

void Feeds::read_defaults(const Value* defaults) {
    if (defaults == nullptr) return;
    Section section(*defaults, "[defaults]", "defaults", false, problems_);
    defaults_ = read_layer(section);
    Subscription merged;
    apply(defaults_, merged);
    check_layer(defaults_, merged, section);
}

void Feeds::read_tags(const Value* tags) {
    if (tags == nullptr) return;
    for (const auto& member : tags->members) {
        if (member.value.kind != Kind::table) {
            problems_.error(member.line,
                            fmt::format("'{}' must be a table: [tag.NAME]", member.name));
            continue;
        }
        Section section(member.value, fmt::format("[tag.{}]", member.name), "defaults", false,
                        problems_);
        const Layer layer = read_layer(section);
        Subscription merged;
        apply(defaults_, merged);
        apply(layer, merged);
        check_layer(layer, merged, section);
        tags_.emplace(member.name, layer);
    }
}

void Feeds::apply_layers(Subscription& subscription) const {
    apply(defaults_, subscription);
    for (const auto& tag : subscription.tags) {
        if (const auto found = tags_.find(tag); found != tags_.end())
            apply(found->second, subscription);
    }
}

void Feeds::add(const Value& feed) {
    Section section(feed, "[[feed]]", "feed", true, problems_);
    Subscription subscription;
    subscription.line = section.line();
    take_identity(section, subscription);
    apply_layers(subscription);
    const Layer own = read_layer(section);
    apply(own, subscription);
    check_layer(own, subscription, section);
    take_access(section, subscription);
    if (!take_url(section, subscription)) return;
    feeds_.push_back(std::move(subscription));
    from_file_ = feeds_.size();
}

bool Feeds::take_url(Section& section, Subscription& subscription) {
    if (!section.has("url")) {
        problems_.error(section.line(), "[[feed]] has no url");
        return false;
    }
    const auto text = section.text("url");
    if (!text) return false;
    auto checked = feed_url(*text, folder_);
    if (!checked) {
        problems_.error(section.line_of("url"),
                        fmt::format("'url' in [[feed]] {}", checked.error()));
        return false;
    }
    subscription.url = std::move(checked->url);
    subscription.literal_private = checked->address_literal;
    const auto [known, is_new] = urls_.emplace(same_url_key(subscription.url), feeds_.size());
    if (is_new) return true;
    problems_.error(section.line_of("url"),
                    fmt::format("{} is the feed of line {} again", subscription.url,
                                feeds_[known->second].line));
    return false;
}

void Feeds::take_identity(Section& section, Subscription& subscription) {
    if (const auto name = section.text("name")) {
        const auto [known, is_new] = names_.emplace(*name, section.line_of("name"));
        if (!is_name(*name)) {
            section.must_be("name",
                            "a word without blanks, '/', ':' and the like, as it stands in URLs");
        } else if (!is_new) {
            problems_.error(section.line_of("name"),
                            fmt::format("the name '{}' is taken in line {}", *name, known->second));
        } else {
            subscription.name = *name;
        }
    }
    subscription.title = section.line_of_text("title").value_or("");
    add_tags(subscription.tags, section.texts("tags").value_or(std::vector<std::string>{}));
    subscription.disabled = section.flag("disabled").value_or(false);
}

void Feeds::take_access(Section& section, Subscription& subscription) {
    if (const auto* auth = section.table("auth")) {
        subscription.credentials = read_auth(*auth, section.label(), secrets_, problems_);
    }
    if (const auto* headers = section.table("headers")) {
        subscription.headers = read_headers(*headers, section.label(), secrets_, problems_);
    }
    subscription.insecure = section.flag("insecure").value_or(false);
    subscription.ca_file = readable_file(section, "ca_file");
    subscription.credentials.client_cert = readable_file(section, "client_cert");
    subscription.credentials.client_key = readable_file(section, "client_key");
    if (section.has("client_key") && !section.has("client_cert")) {
        problems_.error(section.line_of("client_key"),
                        "'client_key' in [[feed]] needs a 'client_cert'");
    }
}

/// The absolute path of a file that can be read; else reports it.
std::string Feeds::readable_file(Section& section, std::string_view key) {
    const auto path = section.line_of_text(key);
    if (!path) return {};
    const auto location = (folder_ / *path).lexically_normal();
    if (const auto text = read_file(location, longest_opml); !text) {
        problems_.error(section.line_of(key),
                        fmt::format("'{}' in {}: cannot read {}: {}", key, section.label(),
                                    location.string(), text.error().message()));
        return {};
    }
    return location.string();
}

void Feeds::add_opml(const Value& opml) {
    Section section(opml, "[[opml]]", "opml", false, problems_);
    const auto path = section.line_of_text("path");
    const auto url = section.line_of_text("url");
    const auto tags = section.texts("tags").value_or(std::vector<std::string>{});
    if (section.has("path") == section.has("url")) {
        problems_.error(section.line(), "[[opml]] needs either a path or a url");
        return;
    }
    if (url && !feed_url(*url, folder_)) section.must_be("url", "an http or https URL");
    if (!path) return;
    const auto location = (folder_ / *path).lexically_normal();
    const auto text = read_file(location, longest_opml);
    if (!text) {
        problems_.error(
            section.line_of("path"),
            fmt::format("cannot read {}: {}", location.string(), text.error().message()));
        return;
    }
    add_from_opml(location.string(), tags, *text, section.line_of("path"));
}

void Feeds::add_from_opml(const std::string& file, const std::vector<std::string>& tags,
                          const std::string& text, int line) {
    const auto outlines = read_opml(text);
    if (!outlines) {
        problems_.error(line, fmt::format("{} {}", file, outlines.error()));
        return;
    }
    for (const auto& outline : *outlines) {
        auto checked = feed_url(outline.url, std::filesystem::path(file).parent_path());
        if (!checked) {
            // Others maintain the list: one bad line of it must not stop weir.
            problems_.remark(line, fmt::format("{}:{}: a feed was left out: its xmlUrl {}", file,
                                               outline.line, checked.error()));
            continue;
        }
        const auto [known, is_new] = urls_.emplace(same_url_key(checked->url), feeds_.size());
        if (!is_new) {
            // Lists name a feed once for each of its folders. A [[feed]] table knows better.
            if (known->second >= from_file_) add_tags(feeds_[known->second].tags, outline.tags);
            continue;
        }
        Subscription subscription;
        subscription.url = std::move(checked->url);
        subscription.title = outline.title;
        add_tags(subscription.tags, tags);
        add_tags(subscription.tags, outline.tags);
        subscription.line = outline.line;
        feeds_.push_back(std::move(subscription));
    }
}

std::vector<Subscription> Feeds::take() {
    for (std::size_t i = from_file_; i < feeds_.size(); ++i) apply_layers(feeds_[i]);
    // The next number to try of a name, so that a thousand feeds of one host stay linear.
    std::unordered_map<std::string, int> numbers;
    for (auto& feed : feeds_) {
        if (!feed.name.empty()) continue;
        const std::string base = name_of(feed.url);
        std::string name = base;
        int& number = numbers.emplace(base, 2).first->second;
        while (!names_.emplace(name, feed.line).second) name = fmt::format("{}-{}", base, number++);
        feed.name = std::move(name);
    }
    return std::move(feeds_);
}

}  // namespace weir::config
