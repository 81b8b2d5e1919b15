#include "base/text.hpp"
#include "cli/session.hpp"
#include "cli/site_folder.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "river/site.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace weir::cli {
namespace {

void say(const Arguments& arguments, const std::string& sentence) {
    if (arguments.louder >= 0) fmt::print(stderr, "weir: publish: {}\n", harmless(sentence));
}

/// Files are for others to fetch: an address that only this machine knows leads them nowhere.
void check_address(const Arguments& arguments, const config::Config& config) {
    if (config.server.public_url != fmt::format("http://{}/", config.server.listen) &&
        config.server.public_url != "http://localhost/")
        return;
    say(arguments, fmt::format("set public_url in [server] to where the folder will be found: the "
                               "feeds give their own address as {}",
                               config.server.public_url));
}

}  // namespace

int publish(const Arguments& arguments) {
    const auto config = load_config(arguments);
    store::Reader reader(config->store);
    check_address(arguments, *config);
    SiteFolder folder(arguments.words.front());
    const river::SiteSink sink{
        .write = [&](const std::string& path, const std::string& body) { folder.put(path, body); },
        .remark = [&](const std::string& sentence) { say(arguments, sentence); }};
    river::render_site(*config, system_now(), reader, sink);
    const auto counts = folder.finish([&](const std::string& path) {
        say(arguments, fmt::format("{} no longer belongs here, but was changed: it stays", path));
    });
    if (arguments.louder >= 0)
        out(fmt::format("{} written, {} unchanged, {} removed\n", counted(counts.written, "file"),
                        counts.unchanged, counts.removed));
    return 0;
}

}  // namespace weir::cli
