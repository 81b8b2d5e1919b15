#pragma once

#include "config/config.hpp"

#include <string>
#include <vector>

namespace weir::config {

/// Gathers what is wrong with one configuration: reading goes on after each, so that a user sees
/// all of it at once.
class Problems {
public:
    explicit Problems(std::string file) : file_(std::move(file)) {}

    void error(int line, std::string message) { add(file_, line, std::move(message), true); }
    void remark(int line, std::string message) { add(file_, line, std::move(message), false); }
    void error_in(const std::string& file, int line, std::string message) {
        add(file, line, std::move(message), true);
    }
    [[nodiscard]] bool any_error() const { return errors_ > 0; }
    /// In the order of lines; empties the collection.
    [[nodiscard]] std::vector<Problem> take();

private:
    void add(const std::string& file, int line, std::string message, bool is_error);

    std::string file_;
    std::vector<Problem> all_;
    std::size_t errors_ = 0;
};

}  // namespace weir::config
