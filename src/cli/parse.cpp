#include "parse/parse.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "cli/document.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "html/discover.hpp"
#include "html/text.hpp"
#include "model/json.hpp"
#include "parse/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace weir::cli {
namespace {

ParsedFeed parsed(const std::string& name, const Arguments& arguments) {
    const auto document = read_document(name, arguments);
    const parse::Hints hints{document.url, document.content_type};
    auto result = parse::feed(document.bytes, hints);
    if (!result) throw Failure(fmt::format("{}: this is no feed: {}", name, result.error().detail));
    return std::move(*result);
}

/// A digest to read: the feed's head, then each entry with the first lines of its text.
std::string digest(const ParsedFeed& feed, const Screen& to) {
    constexpr std::size_t excerpt = 400;
    auto text = styled(harmless(feed.feed.title), Style::bold, to) + "\n";
    if (!feed.feed.home_page_url.empty()) text += feed.feed.home_page_url + "\n";
    text += fmt::format("{}, {} entries, {} warnings\n", to_string(feed.format),
                        feed.entries.size(), feed.notices.size());
    for (const auto& entry : feed.entries) {
        auto body = squeeze(entry.content_html.empty() ? entry.content_text
                                                       : html::to_line(entry.content_html));
        const bool cut = utf8::length(body) > excerpt;
        if (cut) body = std::string{utf8::prefix(body, excerpt)} + "…";
        text +=
            "\n" +
            styled(harmless(entry.title.empty() ? "(no title)" : entry.title), Style::bold, to) +
            "\n";
        if (entry.published || entry.updated)
            text += time_text(entry.published ? entry.published : entry.updated, to) + "\n";
        if (!entry.url.empty()) text += entry.url + "\n";
        if (!body.empty()) text += harmless(body) + "\n";
    }
    return text;
}

}  // namespace

int parse(const Arguments& arguments) {
    const bool several = arguments.words.size() > 1;
    int code = 0;
    for (const auto& name : arguments.words) {
        try {
            const auto feed = parsed(name, arguments);
            if (arguments.form == Form::text)
                out(digest(feed, screen(arguments)) + (several ? "\n" : ""));
            else
                out(json_text(to_json(feed), !several) + "\n");
        } catch (const Failure& failure) {
            // One bad document does not keep the others back.
            fmt::print(stderr, "weir: {}\n", failure.what());
            code = 1;
        }
    }
    return code;
}

int lint(const Arguments& arguments) {
    const bool several = arguments.words.size() > 1;
    std::size_t found = 0;
    for (const auto& name : arguments.words) {
        const auto feed = parsed(name, arguments);
        for (const auto& notice : feed.notices) {
            const auto where = several ? name + ":" : std::string{};
            out(fmt::format("{}{}: {}: {}\n", where, notice.line, notice.code,
                            harmless(notice.message)));
        }
        found += feed.notices.size();
    }
    return found == 0 ? 0 : 1;
}

int discover(const Arguments& arguments) {
    const auto& name = arguments.words.front();
    const auto document = read_document(name, arguments);
    if (parse::feed(document.bytes, {document.url, document.content_type})) {
        out(fmt::format("{}\t{}\t\n", document.url.empty() ? name : document.url,
                        document.content_type));
        return 0;
    }
    const auto links =
        html::discover(parse::to_utf8(document.bytes, document.content_type).text, document.url);
    for (const auto& link : links)
        out(fmt::format("{}\t{}\t{}\n", link.url, link.type, harmless(link.title)));
    if (links.empty()) throw Failure(fmt::format("{}: the page announces no feed", name));
    return 0;
}

}  // namespace weir::cli
