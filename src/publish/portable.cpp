#include "publish/portable.hpp"

#include "base/text.hpp"
#include "html/attribute.hpp"
#include "html/entities.hpp"
#include "html/escape.hpp"
#include "html/tokenizer.hpp"

namespace weir::publish {

namespace {

using html::Element;
using html::Name;
using Kind = html::Token::Kind;

/// The parser's mark of a name inside an item: "w", eight hexadecimal digits, "-". Empty for a name
/// without it, which nothing else bears either: it stays.
std::string_view item_mark(std::string_view name) {
    constexpr std::size_t length = 10;
    if (name.size() <= length || name[0] != 'w' || name[length - 1] != '-') return {};
    const std::string_view digits = name.substr(1, length - 2);
    if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return {};
    return name.substr(0, length);
}

class Portable {
public:
    Portable(std::string_view markup, std::int64_t number)
        : markup_(markup), mark_("w" + std::to_string(number) + "-"), tokenizer_(markup) {
        out_.reserve(markup.size());
    }

    std::string take() {
        std::size_t begin = 0;
        while (tokenizer_.next(token_)) {
            const std::size_t end = tokenizer_.position();
            write(markup_.substr(begin, end - begin));
            begin = end;
        }
        return std::move(out_);
    }

private:
    void write(std::string_view as_written) {
        const bool starts = token_.kind == Kind::start_tag;
        if (token_.element == Element::iframe && (starts || token_.kind == Kind::end_tag)) {
            in_frame_ = starts;
            if (starts) write_link();
            return;
        }
        if (in_frame_) return;  // What browsers without frames would show.
        if (token_.element == Element::a && (starts || token_.kind == Kind::end_tag))
            in_link_ = starts;
        if (starts && !token_.attributes.empty())
            write_renamed(as_written);
        else
            out_ += as_written;
    }

    void write_link() {
        const html::Attributes attributes(token_.attributes);
        const std::string page =
            player_page(html::decode_references(attributes[Name::src], html::Context::attribute));
        const std::string title =
            squeeze(html::decode_references(attributes[Name::title], html::Context::attribute));
        if (page.empty()) return;
        if (after_link_ == out_.size() && !out_.empty()) out_ += "<br>";
        if (!in_link_) {  // Links do not nest.
            out_ += "<a href=\"";
            html::append_escaped(out_, page);
            out_ += "\" rel=\"noopener noreferrer\">";
        }
        html::append_escaped(out_, title.empty() ? page : title);
        if (!in_link_) out_ += "</a>";
        after_link_ = out_.size();
    }

    /// The tag with the marks of names replaced; all else stays as the sanitiser wrote it.
    void write_renamed(std::string_view tag) {
        const auto offset = [&](std::string_view part) {
            return static_cast<std::size_t>(part.data() - tag.data());
        };
        std::size_t written = 0;
        for (const html::Attribute& attribute : token_.attributes) {
            std::string_view name = attribute.value;
            if (attribute.name == "href" && name.starts_with('#'))
                name.remove_prefix(1);
            else if (attribute.name != "id")
                continue;
            const std::string_view old = item_mark(name);
            if (old.empty()) continue;
            out_ += tag.substr(written, offset(old) - written);
            out_ += mark_;
            written = offset(old) + old.size();
        }
        out_ += tag.substr(written);
    }

    std::string_view markup_;
    std::string mark_;
    html::Tokenizer tokenizer_;
    html::Token token_;
    std::string out_;
    std::size_t after_link_ = 0;  ///< Size of out_ after the last player: two may stand together.
    bool in_link_ = false;
    bool in_frame_ = false;
};

/// Most items hold neither players nor names: they need no second look.
bool needs_work(std::string_view html) {
    return html.find("<iframe") != std::string_view::npos ||
           html.find(" id=\"w") != std::string_view::npos ||
           html.find("\"#w") != std::string_view::npos;
}

}  // namespace

std::string portable(std::string_view html, std::int64_t number) {
    return needs_work(html) ? Portable(html, number).take() : std::string{html};
}

}  // namespace weir::publish
