#pragma once

#include "base/result.hpp"
#include "fetch/fetcher.hpp"
#include "parse/parse.hpp"
#include "poll/job.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace weir::poll {

/// A body made ready for the writer: parsed, identified, rules applied. Worker thread.
struct Document {
    Feed about;
    Format format = Format::rss;
    std::vector<store::Arrival> arrivals;
    std::size_t entries = 0;  ///< In the document, doubles included.
    std::size_t repairs = 0;
};
[[nodiscard]] Result<Document, parse::Error> read_document(const Job& job, const std::string& body,
                                                           const parse::Hints& hints, Instant now);

/// The bytes behind a `file:` URL, at most `limit` of them. Worker thread.
[[nodiscard]] Result<std::string, fetch::Error> read_file(const std::string& url,
                                                          std::size_t limit);

/// "html-page", "empty", ...: the stable word of a parser's refusal.
[[nodiscard]] std::string to_string(parse::Error::Kind kind);

}  // namespace weir::poll
