#pragma once

#include "poll/job.hpp"

#include <boost/json/fwd.hpp>

#include <string>

namespace weir::app {

/// A poll's outcome as it travels over the control socket, and back: what people are told of it.
[[nodiscard]] boost::json::object to_json(const poll::Outcome& outcome);
[[nodiscard]] poll::Outcome outcome_from_json(const boost::json::object& object);

/// One line for people: "example  3 new, 1 changed of 20, 2 repaired" or what went wrong.
[[nodiscard]] std::string line_of(const poll::Outcome& outcome);

}  // namespace weir::app
