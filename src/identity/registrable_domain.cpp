#include "base/text.hpp"
#include "base/url.hpp"
#include "identity/identity.hpp"

#include <libpsl.h>

#include <algorithm>

namespace weir::identity {
namespace {

bool is_address(std::string_view host) {
    const auto last = host.substr(host.rfind('.') + 1);
    return host.starts_with('[') ||
           (!last.empty() && std::all_of(last.begin(), last.end(), is_ascii_digit));
}

}  // namespace

std::string registrable_domain(std::string_view url) {
    std::string host = url::host(url);
    if (host.ends_with('.')) host.pop_back();
    // The list that is compiled into the library: loaded once, read-only, safe on any thread.
    static const psl_ctx_t* const list = psl_builtin();
    if (list == nullptr || host.empty() || is_address(host)) return host;
    const char* const suffix = psl_unregistrable_domain(list, host.c_str());
    const bool known =
        suffix != nullptr &&
        psl_is_public_suffix2(list, suffix, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
    const char* const domain = known ? psl_registrable_domain(list, host.c_str()) : nullptr;
    return domain != nullptr ? std::string(domain) : host;
}

}  // namespace weir::identity
