#include "base/text.hpp"
#include "html/metadata.hpp"
#include "html/text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace weir::html {
namespace {

namespace json = boost::json;

// Pages hold a dozen objects at most; the rest of a larger graph is its site's.
constexpr std::size_t most_objects = 1000;

bool is_article_type(const json::value& type) {
    static constexpr std::array<std::string_view, 6> ends = {
        "Article", "BlogPosting", "Posting", "Report", "ReviewNewsArticle", "AnalysisNewsArticle"};
    const auto names_article = [](const json::value& name) {
        if (!name.is_string()) return false;
        const std::string_view text(name.get_string().data(), name.get_string().size());
        return std::any_of(ends.begin(), ends.end(),
                           [text](std::string_view end) { return text.ends_with(end); });
    };
    if (!type.is_array()) return names_article(type);
    const json::array& types = type.get_array();
    return std::any_of(types.begin(), types.end(), names_article);
}

const json::object* find_article(const json::value& document) {
    std::vector<const json::value*> waiting = {&document};
    for (std::size_t i = 0; i < waiting.size() && i < most_objects; ++i) {
        const json::value& value = *waiting[i];
        if (value.is_array()) {
            for (const json::value& one : value.get_array()) waiting.push_back(&one);
            continue;
        }
        const json::object* object = value.if_object();
        if (object == nullptr) continue;
        const json::value* type = object->if_contains("@type");
        if (type != nullptr && is_article_type(*type)) return object;
        for (const char* member : {"@graph", "mainEntity", "mainEntityOfPage"})
            if (const json::value* inner = object->if_contains(member)) waiting.push_back(inner);
    }
    return nullptr;
}

std::string string_member(const json::object& object, const char* member) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr || !value->is_string()) return {};
    return std::string(value->get_string().data(), value->get_string().size());
}

// A person or an organisation, several of them, or just the names.
std::string names_in(const json::value* value) {
    if (value == nullptr) return {};
    std::vector<std::string> names;
    const auto add = [&names](const json::value& one) {
        std::string name;
        if (const json::object* object = one.if_object()) name = string_member(*object, "name");
        if (const json::string* text = one.if_string()) name.assign(text->data(), text->size());
        name = to_line(name);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    };
    if (const json::array* all = value->if_array())
        std::for_each(all->begin(), all->end(), add);
    else
        add(*value);
    return join(names, ", ");
}

void set(std::string& member, std::string value) {
    if (member.empty()) member = std::move(value);
}

}  // namespace

void add_json_ld(std::string_view json, Metadata& metadata) {
    boost::system::error_code error;
    const json::value document = json::parse({json.data(), json.size()}, error);
    if (error) return;
    const json::object* article = find_article(document);
    if (article == nullptr) return;
    set(metadata.title, to_line(string_member(*article, "headline")));
    set(metadata.byline, names_in(article->if_contains("author")));
    set(metadata.published, string_member(*article, "datePublished"));
    set(metadata.site_name, names_in(article->if_contains("publisher")));
    set(metadata.language, string_member(*article, "inLanguage"));
    set(metadata.body, string_member(*article, "articleBody"));
}

}  // namespace weir::html
