#include "html/extract.hpp"

#include "cli/document.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace weir::cli {

int extract(const Arguments& arguments) {
    const auto document = read_document(arguments.words.front(), arguments);
    const auto article =
        html::extract(document.bytes, {.url = document.url, .content_type = document.content_type});
    if (article.content_text.empty())
        throw Failure(fmt::format("{}: no article is found in this page", document.name));
    boost::json::object object;
    const auto member = [&](const char* name, const std::string& value) {
        if (!value.empty()) object[name] = value;
    };
    member("title", article.title);
    member("byline", article.byline);
    member("content_html", article.content_html);
    member("content_text", article.content_text);
    if (article.published) object["published"] = rfc3339(*article.published);
    member("site_name", article.site_name);
    member("language", article.language);
    out(json_text(object, true) + "\n");
    return 0;
}

}  // namespace weir::cli
