#pragma once

#include "base/instant.hpp"
#include "config/problems.hpp"
#include "config/toml.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::config {

/// Typed access to one table of the file. Its keys are checked against the key table once, on
/// construction; a value of the wrong type or outside its range is reported and reads as absent.
class Section {
public:
    /// `label` is how messages name it ("[fetch]"), `table` where keys() has its rows. `layered`
    /// tables also take the keys of "defaults".
    Section(const toml_text::Value& value, std::string label, std::string_view table, bool layered,
            Problems& problems);

    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    /// As text, without the characters that could break out of a header, a log line or a URL.
    [[nodiscard]] std::optional<std::string> line_of_text(std::string_view key);
    [[nodiscard]] std::optional<Seconds> duration(std::string_view key, Seconds least);
    /// A duration, or the word `other`, which reads as an inner nothing.
    [[nodiscard]] std::optional<std::optional<Seconds>> duration_or(std::string_view key,
                                                                    std::string_view other);
    [[nodiscard]] std::optional<std::size_t> size(std::string_view key, std::size_t least);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least,
                                                      std::int64_t most);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);
    /// The position of the text among `words`.
    [[nodiscard]] std::optional<std::size_t> one_of(std::string_view key,
                                                    const std::vector<std::string>& words);
    /// A table, or null.
    [[nodiscard]] const toml_text::Value* table(std::string_view key);

    [[nodiscard]] bool has(std::string_view key) const { return value_.find(key) != nullptr; }
    [[nodiscard]] int line() const { return value_.line; }
    /// Of the key, or of the table when it lacks the key.
    [[nodiscard]] int line_of(std::string_view key) const;
    [[nodiscard]] const std::string& label() const { return label_; }
    [[nodiscard]] Problems& problems() { return problems_; }
    /// "every in [defaults] must be ..."
    void must_be(std::string_view key, std::string_view what);

private:
    void check_keys(std::string_view table, bool layered);
    const toml_text::Value* typed(std::string_view key, toml_text::Value::Kind kind,
                                  std::string_view what);

    const toml_text::Value& value_;
    std::string label_;
    Problems& problems_;
};

/// "unknown key 'evry' in [defaults]: did you mean 'every'?"
[[nodiscard]] std::string unknown_key(std::string_view key, std::string_view label,
                                      const std::vector<std::string>& known);

/// True for text that holds CR, LF, NUL or another control character.
[[nodiscard]] bool has_control(std::string_view text);

}  // namespace weir::config
