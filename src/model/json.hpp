#pragma once

#include "model/feed.hpp"

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

namespace weir {

/// The JSON Feed 1.1 item of an entry, `_weir` members included (docs/reference/json.md). A member
/// without a value is left out.
[[nodiscard]] boost::json::object to_json(const Entry& entry);

/// The JSON Feed 1.1 document that `weir parse` prints.
[[nodiscard]] boost::json::object to_json(const ParsedFeed& parsed);

/// The inverse of `to_json(entry)`: for what the store has kept. Members of a wrong type are
/// skipped, so that an older or newer writer's text still reads.
[[nodiscard]] Entry entry_from_json(const boost::json::object& item);

[[nodiscard]] boost::json::object to_json(const Feed& feed);
[[nodiscard]] Feed feed_from_json(const boost::json::object& object);

/// JSON text; `pretty` puts each member on a line of its own.
[[nodiscard]] std::string json_text(const boost::json::value& value, bool pretty);

}  // namespace weir
