#pragma once

#include "html/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weir::html {

/// A CSS selector of the plain kind: types, .class, #id, [attribute], [attribute=value] (also ~= ^=
/// $= *=), descendants, children (>) and lists (,). Anything else makes it match nothing.
class Selector {
public:
    explicit Selector(std::string_view css);

    /// All matching nodes in document order, without those inside another match.
    [[nodiscard]] std::vector<NodeId> find(const Tree& tree) const;

private:
    struct Test {
        enum class Kind { type, equals, word, begins, ends, contains, exists } kind;
        std::string name;  ///< Of the attribute, lower case; of the type for Kind::type.
        std::string value;
    };
    /// One compound, as "div.story[lang=en]".
    struct Step {
        std::vector<Test> tests;
        bool child = false;  ///< Its parent must match the step before; else any ancestor.
    };
    using Path = std::vector<Step>;

    bool parse_path(std::string_view css, Path& path) const;
    [[nodiscard]] static bool parse_attribute(std::string_view inside, Step& step);
    [[nodiscard]] static bool matches(const Tree& tree, NodeId id, const Step& step);
    [[nodiscard]] static bool matches(const Tree& tree, NodeId id, const Path& path);

    std::vector<Path> paths_;
};

}  // namespace weir::html
