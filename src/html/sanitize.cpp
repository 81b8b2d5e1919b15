#include "html/sanitize.hpp"

#include "html/anchors.hpp"
#include "html/attribute.hpp"
#include "html/element_policy.hpp"
#include "html/embed.hpp"
#include "html/entities.hpp"
#include "html/escape.hpp"
#include "html/image.hpp"
#include "html/name_table.hpp"
#include "html/nesting.hpp"
#include "html/safe_url.hpp"
#include "html/tokenizer.hpp"

#include <array>
#include <optional>
#include <utility>

namespace weir::html {
namespace {

// A base that is longer is no address of a page, but would be copied for each relative link.
constexpr std::size_t longest_base = 8 * 1024;

std::size_t output_limit(std::size_t input_size) {
    return 2 * input_size + 64 * 1024;
}

bool is_foreign(Element element) {
    return element == Element::svg || element == Element::math;
}

// HTML Living Standard section 13.2.6.5: start tags that end SVG and MathML.
bool breaks_out(Element element) {
    using enum Element;
    switch (element) {
        case b:
        case big:
        case blockquote:
        case body:
        case br:
        case center:
        case code:
        case dd:
        case div:
        case dl:
        case dt:
        case em:
        case embed:
        case h1:
        case h2:
        case h3:
        case h4:
        case h5:
        case h6:
        case head:
        case hr:
        case i:
        case img:
        case li:
        case listing:
        case menu:
        case meta:
        case nobr:
        case ol:
        case p:
        case pre:
        case ruby:
        case s:
        case small:
        case span:
        case strong:
        case strike:
        case sub:
        case sup:
        case table:
        case tt:
        case u:
        case ul:
        case var:
            return true;
        default:
            return false;
    }
}

// Elements of SVG and MathML in which HTML may stand.
bool holds_html(std::string_view name) {
    static constexpr NameTable<9> names{std::array<std::string_view, 9>{
        "foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"}};
    return names.find(name) < 9;
}

class Sanitizer {
public:
    Sanitizer(std::string_view markup, std::string_view base, Anchors& anchors, std::size_t limit)
        : tokenizer_(markup), base_(base), policy_(base, anchors), nesting_(limit) {}

    std::string run() {
        while (!nesting_.is_full() && next()) {
            if (held_ && !keeps_image_waiting()) place_held_image();
            const bool after_pre = std::exchange(after_pre_, false);
            switch (token_.kind) {
                case Token::Kind::text:
                    add_text(after_pre);
                    break;
                case Token::Kind::start_tag:
                    start();
                    break;
                case Token::Kind::end_tag:
                    end();
                    break;
                default:
                    break;
            }
        }
        if (held_) place_held_image();
        return nesting_.finish();
    }

private:
    // The next token; one that ended a dropped element comes again.
    bool next() { return std::exchange(again_, false) || tokenizer_.next(token_); }

    bool keeps_image_waiting() const {
        switch (token_.kind) {
            case Token::Kind::text:
                return is_blank(token_.text);
            case Token::Kind::start_tag:
                return token_.element == Element::noscript;
            case Token::Kind::end_tag:
                return false;
            default:
                return true;
        }
    }

    void add_text(bool after_pre) {
        std::string_view text = token_.text;
        if (held_) {  // Blanks: all else has placed it.
            held_->blanks_after += text;
            return;
        }
        if (after_pre) {
            // The line end after <pre> is not part of its content.
            if (text.starts_with("\r\n"))
                text.remove_prefix(2);
            else if (text.starts_with('\n') || text.starts_with('\r'))
                text.remove_prefix(1);
        }
        nesting_.text(text);
    }

    void start() {
        const Element element = token_.element;
        if (has(element, Trait::kept) || element == Element::image)
            start_kept(element);
        else if (has(element, Trait::dropped))
            drop();
        else if (has(element, Trait::block))
            nesting_.separate();
    }

    void start_kept(Element element) {
        const Attributes attributes(token_.attributes);
        written_.clear();
        switch (element) {
            case Element::image:
            case Element::img:
                start_image(attributes);
                return;
            case Element::iframe:
                start_frame(attributes);
                return;
            case Element::source:
                start_source(attributes);
                return;
            case Element::br:
            case Element::wbr:
                nesting_.add_void(element, {});
                return;
            default:
                break;
        }
        policy_.append(element, attributes, written_);
        nesting_.start(element, written_);
        after_pre_ = element == Element::pre;
    }

    void end() {
        const Element element = token_.element;
        if (element == Element::br)
            nesting_.add_void(element, {});  // As all browsers read "</br>".
        else if (has(element, Trait::kept) && !has(element, Trait::empty))
            nesting_.end(element);
        else if (has(element, Trait::block))
            nesting_.separate();
    }

    // An image whose source only stands in for another waits: a <noscript> may hold the real one.
    void start_image(const Attributes& attributes) {
        ImageSource source = image_source(attributes, base_);
        if (is_tracking_pixel(attributes, source.url)) return;
        if (source.placeholder)
            held_ = HeldImage{attributes, std::move(source), {}};
        else
            place_image(attributes, source);
    }

    void place_held_image() {
        const HeldImage image = std::move(*held_);
        held_.reset();
        if (!image.source.url.empty()) place_image(image.attributes, image.source);
        nesting_.text(image.blanks_after);
    }

    void place_image(const Attributes& attributes, const ImageSource& source) {
        written_.clear();
        append_attribute(written_, "src", source.url);
        append_sources(attributes, source);
        if (attributes.has(Name::alt)) {
            written_ += " alt=\"";
            append_value(written_, attributes[Name::alt]);
            written_ += '"';
        }
        append_size(attributes, written_);
        written_ += " loading=\"lazy\"";
        policy_.append_global(Element::img, attributes, written_);
        nesting_.add_void(Element::img, written_);
    }

    void append_sources(const Attributes& attributes, const ImageSource& source) {
        if (source.srcset.empty()) return;
        append_attribute(written_, "srcset", source.srcset);
        if (!attributes.has(Name::sizes)) return;
        written_ += " sizes=\"";
        append_value(written_, attributes[Name::sizes]);
        written_ += '"';
    }

    void start_source(const Attributes& attributes) {
        const bool picture = nesting_.current() == Element::picture;
        const ImageSource source = image_source(attributes, base_);
        if (!picture && !source.url.empty() && !source.url.starts_with("data:"))
            append_attribute(written_, "src", source.url);
        if (picture) append_sources(attributes, source);
        if (written_.empty()) return;
        for (const auto& [name, which] :
             {std::pair<std::string_view, Name>{"type", Name::type}, {"media", Name::media}}) {
            if (!attributes.has(which)) continue;
            written_.append(1, ' ').append(name).append("=\"");
            append_value(written_, attributes[which]);
            written_ += '"';
        }
        nesting_.add_source(written_);
    }

    // Players of known hosts stay, in a sandbox; all other frames become links.
    void start_frame(const Attributes& attributes) {
        skip_content();
        std::string url = frame_url(attributes);
        if (url.empty() || is_pixel_sized(attributes)) return;
        const std::string player = player_url(url);
        if (player.empty()) {
            add_frame_link(attributes, url);
            return;
        }
        append_attribute(written_, "src", player);
        append_size(attributes, written_);
        written_ +=
            " sandbox=\"allow-scripts allow-same-origin allow-popups allow-presentation\""
            " loading=\"lazy\" allowfullscreen=\"\"";
        policy_.append_global(Element::iframe, attributes, written_);
        nesting_.start(Element::iframe, written_);
        nesting_.end(Element::iframe);
    }

    std::string frame_url(const Attributes& attributes) const {
        for (const Name name : {Name::src, Name::data_src, Name::data_lazy_src}) {
            const std::string url = safe_url(
                decode_references(attributes[name], Context::attribute), Use::media, base_);
            if (!url.empty()) return url;
        }
        return {};
    }

    void add_frame_link(const Attributes& attributes, const std::string& url) {
        const bool titled = attributes.has(Name::title) && !is_blank(attributes[Name::title]);
        std::string text;
        if (titled)
            append_value(text, attributes[Name::title]);
        else
            append_escaped(text, url);
        if (nesting_.is_open(Element::a)) {  // Links do not nest.
            nesting_.text(text);
            return;
        }
        append_attribute(written_, "href", url);
        written_ += " rel=\"noopener noreferrer\"";
        nesting_.start(Element::a, written_);
        nesting_.text(text);
        nesting_.end(Element::a);
    }

    void drop() {
        const Element element = token_.element;
        if (is_foreign(element))
            drop_foreign();
        else if (element == Element::noscript)
            drop_noscript();
        else if (!has(element, Trait::empty))
            skip_content();
    }

    // Reads on behind the end tag that belongs to the start tag just read.
    void skip_content() {
        const Element element = token_.element;
        for (std::size_t depth = 1; depth > 0 && tokenizer_.next(token_);) {
            if (token_.element != element) continue;
            if (token_.kind == Token::Kind::start_tag) ++depth;
            if (token_.kind == Token::Kind::end_tag) --depth;
        }
    }

    void drop_noscript() {
        while (tokenizer_.next(token_)) {
            const bool tag = token_.kind == Token::Kind::start_tag;
            if (token_.element == Element::noscript && token_.kind == Token::Kind::end_tag) return;
            if (!tag || token_.element != Element::img || !held_) continue;
            const Attributes attributes(token_.attributes);
            const ImageSource source = image_source(attributes, base_);
            if (source.placeholder || is_tracking_pixel(attributes, source.url)) continue;
            place_image(attributes, source);
            nesting_.text(held_->blanks_after);
            held_.reset();
        }
    }

    // As the standard has it, stray HTML ends SVG and MathML.
    void drop_foreign() {
        if (token_.self_closing) return;
        const Element root = token_.element;
        tokenizer_.set_foreign(true);
        std::size_t html_parents = 0;
        for (std::size_t depth = 1; depth > 0 && tokenizer_.next(token_);) {
            const bool start = token_.kind == Token::Kind::start_tag;
            if (!start && token_.kind != Token::Kind::end_tag) continue;
            if (html_parents == 0 && ends_foreign(start)) {
                again_ = true;
                break;
            }
            if (start && token_.self_closing) continue;
            if (token_.element == root) start ? ++depth : --depth;
            if (!holds_html(token_.text)) continue;
            if (start)
                ++html_parents;
            else if (html_parents > 0)
                --html_parents;
        }
        tokenizer_.set_foreign(false);
    }

    bool ends_foreign(bool start) const {
        const Element element = token_.element;
        if (start) return breaks_out(element);
        return (has(element, Trait::block) || has(element, Trait::table_part)) &&
               nesting_.is_open(element);
    }

    struct HeldImage {
        Attributes attributes;
        ImageSource source;
        std::string blanks_after;
    };

    Tokenizer tokenizer_;
    std::string_view base_;
    ElementPolicy policy_;
    Nesting nesting_;
    Token token_;
    std::string written_;  ///< Attributes of the tag at hand.
    std::optional<HeldImage> held_;
    bool after_pre_ = false;
    bool again_ = false;
};

}  // namespace

std::string sanitize(std::string_view markup, const SanitizeOptions& options) {
    const std::string_view base =
        options.base_url.size() <= longest_base ? options.base_url : std::string_view();
    const std::size_t limit = output_limit(markup.size());
    Anchors anchors(markup, base, options.id_prefix);
    std::string once = Sanitizer(markup, base, anchors, limit).run();
    if (!anchors.any()) return once;
    // A link to a place may have gone with what held it; then the place is named in vain.
    Anchors left(once, base, options.id_prefix);
    return Sanitizer(once, base, left, limit).run();
}

}  // namespace weir::html
