#include "parse/fields.hpp"

#include "base/text.hpp"
#include "dates/dates.hpp"
#include "parse/excerpt.hpp"
#include "parse/links.hpp"
#include "parse/notices_feed.hpp"

#include <fmt/core.h>

namespace weir::parse {

void offer_line(RankedText& text, int rank, const Element& element) {
    if (text.wants(rank)) text.offer(rank, plain_line(element));
}

std::optional<Instant> read_date(const Element& element, std::string_view text) {
    if (trim(text).empty()) return std::nullopt;
    const auto date = dates::parse(text);
    if (!date) {
        element.notice(code::invalid_date, fmt::format("<{}>: '{}' is no date.",
                                                       element.qualified_name(), excerpt(text)));
    }
    return date;
}

void offer_date(Ranked<Instant>& date, int rank, const Element& element) {
    if (!date.wants(rank)) return;
    if (const auto read = read_date(element, element.text())) date.offer(rank, *read);
}

namespace {

void offer_written(Ranked<Written>& body, int rank, Written written) {
    if (!written.blank()) body.offer(rank, std::move(written));
}

}  // namespace

void offer_html(Ranked<Written>& body, int rank, const Element& element) {
    if (body.wants(rank)) offer_written(body, rank, read_html(element));
}

void offer_loose(Ranked<Written>& body, int rank, const Element& element) {
    if (body.wants(rank)) offer_written(body, rank, read_loose(element));
}

std::string address_in(const Element& element) {
    if (std::string text = element.text(); !text.empty()) return text;
    for (const std::string_view name : {"href", "url"}) {
        if (const auto value = element.attribute(name); !value.empty()) return std::string{value};
    }
    for (const std::string_view name : {"resource", "about"}) {
        if (const auto value = element.attribute(Ns::rdf, name); !value.empty()) {
            return std::string{value};
        }
    }
    return {};
}

void offer_page(RankedText& url, int rank, const Element& element) {
    if (url.wants(rank)) url.offer(rank, page_url(element, address_in(element)));
}

void offer_image(RankedText& url, int rank, const Element& element) {
    if (url.wants(rank)) url.offer(rank, image_url(element, address_in(element)));
}

std::optional<bool> yes_or_no(std::string_view text) {
    const std::string word = lower(trim(text));
    if (word == "yes" || word == "true" || word == "explicit" || word == "1") return true;
    if (word == "no" || word == "false" || word == "clean" || word == "0") return false;
    return std::nullopt;
}

std::optional<std::uint64_t> read_number(const Element& element) {
    const std::string text = element.text();
    const auto number = whole_number(text);
    if (!number && !text.empty()) {
        element.notice(code::invalid_number, fmt::format("<{}>: '{}' is no whole number.",
                                                         element.qualified_name(), excerpt(text)));
    }
    return number;
}

}  // namespace weir::parse
