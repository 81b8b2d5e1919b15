#include "cli/feed_state.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "river/subscriptions.hpp"

namespace weir::cli {

int export_opml(const Arguments& arguments) {
    const auto config = load_config(arguments);
    out(river::subscriptions(*config, configured_feeds(*config)));
    return 0;
}

}  // namespace weir::cli
