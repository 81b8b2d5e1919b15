#include "html/sanitize.hpp"

#include "html/anchors.hpp"
#include "html/attribute.hpp"
#include "html/element_policy.hpp"
#include "html/embed.hpp"
#include "html/entities.hpp"
#include "html/escape.hpp"
#include "html/foreign.hpp"
#include "html/image.hpp"
#include "html/nesting.hpp"
#include "html/safe_url.hpp"
#include "html/tokenizer.hpp"

#include <optional>
#include <utility>

namespace weir::html {
namespace {

// A base that is longer is no address of a page, but would be copied for each relative link.
constexpr std::size_t longest_base = 8 * 1024;

std::size_t output_limit(std::size_t input_size) {
    return 2 * input_size + 64 * 1024;
}

class Sanitizer {
public:
    Sanitizer(std::string_view markup, std::string_view base, Anchors& anchors, std::size_t limit)
        : tokenizer_(markup),
          base_(base),
          policy_(base, anchors),
          nesting_(markup.size() + markup.size() / 8 + 64, limit) {}

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
        if (has(element, Trait::kept) || element == Element::image) {
            if (nesting_.takes_elements())
                start_kept(element);
            else if (element == Element::iframe)
                skip_content();
        } else if (has(element, Trait::dropped)) {
            drop();
        } else if (has(element, Trait::block)) {
            nesting_.separate();
        }
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
        if (element == Element::svg || element == Element::math)
            again_ = skip_foreign(tokenizer_, token_,
                                  [this](Element one) { return nesting_.is_open(one); });
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
