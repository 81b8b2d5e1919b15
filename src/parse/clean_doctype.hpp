#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace weir::parse {

/// A document type declaration at the start of a text.
struct Doctype {
    std::size_t size = 0;     ///< Bytes to leave out; the whole rest when it has no end.
    std::string_view subset;  ///< What stands between [ and ]; empty when there is none.
    bool external = false;    ///< It names a DTD, which may define entities (and is never read).
    bool broken = false;      ///< A quote or its end is missing; `size` is the best guess.
};
/// `text` begins with "<!DOCTYPE" in any letter case. At most one pass over `text`, unless the
/// declaration is broken: then two.
[[nodiscard]] Doctype read_doctype(std::string_view text);
/// As read_doctype, for a further declaration of a document: it ends at the first ">".
[[nodiscard]] Doctype read_further_doctype(std::string_view text);

/// The general entities that a document declares for itself (XML 1.0 section 4.2): plain text only,
/// never nested, never external, bounded in number and size.
class InternalEntities {
public:
    enum class Use { unknown, text, external, exhausted };
    struct Found {
        Use use = Use::unknown;
        std::string_view text;  ///< Unescaped; for Use::text.
    };

    void declare(std::string_view subset);
    /// What `&name;` stands for. Every text handed out counts against the document's limit.
    [[nodiscard]] Found use(std::string_view name);
    [[nodiscard]] bool empty() const { return entities_.empty(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    void declare_one(std::string_view declaration);

    /// Absent: external, or with markup inside.
    std::unordered_map<std::string, std::optional<std::string>, Hash, std::equal_to<>> entities_;
    std::size_t handed_out_ = 0;
};

}  // namespace weir::parse
