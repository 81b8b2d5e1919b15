#include "base/utf8.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace weir {
namespace {

namespace json = boost::json;

/// Writes JSON text. Boost's own serializer writes doubles as "1.5E0" and knows no indentation.
class Writer {
public:
    explicit Writer(bool pretty) : pretty_(pretty) {}

    /// Walks with a stack of its own: depth costs heap, never the call stack.
    std::string write(const json::value& root) {
        open(root);
        while (!stack_.empty()) {
            Frame& frame = stack_.back();
            if (frame.next == frame.size) {
                close();
                continue;
            }
            if (frame.next > 0) out_ += ',';
            new_line();
            const std::size_t at = frame.next++;
            if (frame.object != nullptr) {
                const auto member = frame.object->begin() + static_cast<std::ptrdiff_t>(at);
                string({member->key().data(), member->key().size()});
                out_ += pretty_ ? ": " : ":";
                open(member->value());
            } else {
                open((*frame.array)[at]);
            }
        }
        return std::move(out_);
    }

private:
    struct Frame {
        const json::object* object;  ///< One of the two.
        const json::array* array;
        std::size_t size;
        std::size_t next;
    };

    void open(const json::value& value) {
        if (const auto* object = value.if_object()) {
            out_ += '{';
            stack_.push_back({object, nullptr, object->size(), 0});
        } else if (const auto* array = value.if_array()) {
            out_ += '[';
            stack_.push_back({nullptr, array, array->size(), 0});
        } else {
            scalar(value);
        }
    }

    void close() {
        const Frame frame = stack_.back();
        stack_.pop_back();
        if (frame.size > 0) new_line();
        out_ += frame.object != nullptr ? '}' : ']';
    }

    void new_line() {
        if (!pretty_) return;
        out_ += '\n';
        out_.append(stack_.size() * 2, ' ');
    }

    void scalar(const json::value& value) {
        switch (value.kind()) {
            case json::kind::bool_:
                out_ += value.get_bool() ? "true" : "false";
                break;
            case json::kind::int64:
                out_ += std::to_string(value.get_int64());
                break;
            case json::kind::uint64:
                out_ += std::to_string(value.get_uint64());
                break;
            case json::kind::double_:
                number(value.get_double());
                break;
            case json::kind::string:
                string({value.get_string().data(), value.get_string().size()});
                break;
            default:
                out_ += "null";
        }
    }

    void number(double value) {
        if (!std::isfinite(value)) {
            out_ += "null";  // JSON has no word for it.
            return;
        }
        std::array<char, 32> buffer{};  // The shortest text of a double has at most 24 characters.
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        out_.append(buffer.data(), end);
    }

    void string(std::string_view text) {
        if (!utf8::valid(text)) {
            const std::string repaired = utf8::repaired(text);
            string(repaired);
            return;
        }
        out_ += '"';
        std::size_t copied = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
            out_.append(text, copied, i - copied);
            escape(text[i]);
            copied = i + 1;
        }
        out_.append(text, copied, std::string_view::npos);
        out_ += '"';
    }

    void escape(char c) {
        static constexpr std::string_view digits = "0123456789abcdef";
        switch (c) {
            case '"':
                out_ += "\\\"";
                break;
            case '\\':
                out_ += "\\\\";
                break;
            case '\n':
                out_ += "\\n";
                break;
            case '\r':
                out_ += "\\r";
                break;
            case '\t':
                out_ += "\\t";
                break;
            default:
                out_ += "\\u00";
                out_ += digits[static_cast<unsigned char>(c) >> 4U];
                out_ += digits[static_cast<unsigned char>(c) & 15U];
        }
    }

    bool pretty_;
    std::string out_;
    std::vector<Frame> stack_;
};

}  // namespace

std::string json_text(const json::value& value, bool pretty) {
    return Writer(pretty).write(value);
}

}  // namespace weir
