#pragma once

#include "fetch/curl_fetcher.hpp"
#include "fetch/easy.hpp"
#include "fetch/receiver.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::fetch {

/// One request with all the redirects it meets, a hop at a time over one handle. The caller drives
/// the handle: begin(), run it to its end, finish(); and again while neither gives an outcome.
/// Knows what may be sent to whom, what is too much, and which addresses are not talked to. Fetch
/// thread only.
class Chain final : private Sink {
public:
    Chain(Request request, std::shared_ptr<const Options> options, Easy easy);

    /// Sets the handle up for the next hop, or says why there is none.
    [[nodiscard]] std::optional<Outcome> begin(void* owner);
    /// What the ended hop means; nothing when another hop follows.
    [[nodiscard]] std::optional<Outcome> finish(int code);
    [[nodiscard]] Outcome cancelled() const;

    [[nodiscard]] Easy& easy() { return easy_; }
    /// For the next chain; nothing of this one is left in it.
    [[nodiscard]] Easy take_easy();

private:
    enum class Stop { none, enough, too_large, header_too_large, private_address };

    bool on_header(std::string_view line) override;
    bool on_body(std::string_view bytes) override;
    bool may_talk_to(const Address& address) override;

    [[nodiscard]] bool at_home() const;  ///< At the origin that the request was made for.
    [[nodiscard]] bool allows_private() const;
    [[nodiscard]] std::vector<std::string> header_lines() const;
    [[nodiscard]] bool follows() const;
    [[nodiscard]] std::optional<Outcome> follow();
    [[nodiscard]] std::size_t limit() const;
    [[nodiscard]] Error stopped() const;
    [[nodiscard]] Outcome failed(Error error) const;
    [[nodiscard]] Response respond(const Report& report);

    Request request_;
    std::shared_ptr<const Options> options_;
    Easy easy_;
    std::string url_;  ///< Of the hop at hand.
    std::vector<Hop> hops_;
    std::chrono::steady_clock::time_point end_;
    bool has_cookies_ = false;

    // Of the hop at hand.
    int status_ = 0;
    bool head_done_ = false;
    std::vector<Header> headers_;
    std::size_t header_bytes_ = 0;
    std::string body_;
    Stop stop_ = Stop::none;
    std::optional<Address> refused_;
};

}  // namespace weir::fetch
