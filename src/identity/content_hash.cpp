#include "identity/content_hash.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "html/text.hpp"
#include "identity/identity.hpp"
#include "identity/tracking.hpp"

namespace weir::identity {
namespace {

// A media URL without what changes from poll to poll though the file stays.
std::string steady_url(std::string_view url) {
    const std::string plain = without_tracking(url);
    const url::Parts parts = url::split(plain);
    std::string out = plain.substr(0, plain.find_first_of("?#"));
    for (const std::string_view parameter : split(parts.query, '&')) {
        if (parameter.empty() || is_volatile(parameter)) continue;
        out += '&';
        out += parameter;
    }
    return out;
}

}  // namespace

std::string plain_text(const Entry& entry) {
    std::string text = html::to_text(entry.content_html);
    if (text.empty()) text = entry.content_text;
    if (text.empty()) text = entry.summary;
    return text;
}

std::uint64_t content_hash(const Entry& entry, std::string_view text) {
    // U+001F cannot stand in a title or text that was cleaned for XML, so parts do not run
    // together.
    std::string visible = squeeze(entry.title) + '\x1f' + squeeze(text);
    for (const Enclosure& enclosure : entry.enclosures) {
        visible += '\x1f';
        visible += steady_url(enclosure.url);
    }
    return hash64(visible);
}

std::uint64_t content_hash(const Entry& entry) {
    return content_hash(entry, plain_text(entry));
}

}  // namespace weir::identity
