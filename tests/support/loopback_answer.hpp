#pragma once

#include "support/loopback_server.hpp"

#include <string>
#include <string_view>

/// The loopback server's HTTP: bytes in, bytes out.
namespace weir::test {

/// Request line and headers, without the empty line at the end.
[[nodiscard]] Seen parse_head(std::string_view head);
/// The whole answer as it goes over the wire, cuts and lies included.
[[nodiscard]] std::string wire_answer(const Scripted& scripted, bool head_only);
/// Whether the connection ends with this answer.
[[nodiscard]] bool closes_after(const Scripted& scripted);

}  // namespace weir::test
