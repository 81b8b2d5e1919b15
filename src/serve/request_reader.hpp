#pragma once

#include "serve/body_reader.hpp"
#include "serve/http.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace weir::serve {

/// Reads HTTP/1.0 and 1.1 requests (RFC 9112) out of a byte stream, one after the other. Knows no
/// socket. Strict where leniency lets requests be smuggled past a proxy: bare line feeds, two
/// lengths, two hosts, unknown transfer codings are refused.
class RequestReader {
public:
    RequestReader(std::size_t max_header, std::size_t max_body);

    enum class State {
        more,    ///< Bytes are missing.
        expect,  ///< The same, and the client waits for "100 Continue". Said once a request.
        ready,   ///< take() gives the request.
        failed,  ///< The stream is of no further use: answer `status` and close.
    };
    struct Step {
        State state = State::more;
        std::size_t used =
            0;                ///< Bytes that were read; the rest must come again with what follows.
        int status = 0;       ///< Failed: 400, 413, 431, 501 or 505.
        std::string problem;  ///< Failed: one sentence for the client.
    };
    /// Reads on. `bytes` are the unread ones of the stream; a header is read once it is whole.
    Step read(std::string_view bytes);

    /// The request, once ready; the next read() begins another one.
    [[nodiscard]] HttpRequest take();
    [[nodiscard]] bool keep_alive() const;  ///< Of the request that is ready.
    [[nodiscard]] bool is_http_1_0() const;

private:
    Step read_header(std::string_view header);
    Step read_body(std::string_view bytes);

    std::size_t max_header_;
    std::size_t max_body_;
    std::size_t scanned_ = 0;         ///< Bytes of an unfinished header seen before.
    std::optional<BodyReader> body_;  ///< Set while a body is read.
    HttpRequest request_;
    bool keep_alive_ = false;
    bool http_1_0_ = false;
};

}  // namespace weir::serve
