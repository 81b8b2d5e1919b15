#include "serve/http.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

namespace weir::serve {

std::string_view HttpRequest::header(std::string_view name) const {
    for (const Header& header : headers)
        if (iequals(header.name, name)) return header.value;
    return {};
}

namespace {

/// application/x-www-form-urlencoded: '+' is a blank, the rest percent-encoded.
std::string decode_form(std::string_view text) {
    std::string plain{text};
    replace_all(plain, "+", " ");
    return url::percent_decode(plain);
}

}  // namespace

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
    for (const std::string_view pair : split(query, '&')) {
        const std::size_t equals = pair.find('=');
        if (decode_form(pair.substr(0, equals)) != name) continue;
        return equals == std::string_view::npos ? std::string{}
                                                : decode_form(pair.substr(equals + 1));
    }
    return std::nullopt;
}

}  // namespace weir::serve
