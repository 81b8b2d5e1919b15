#pragma once

#include <string>
#include <string_view>

namespace weir::publish {

/// Writes XML 1.0 in UTF-8, one element a line. What XML may not hold (controls, noncharacters) is
/// left out of text and values, and ">" is always escaped, so that no "]]>" occurs. Names and the
/// order of calls are the caller's responsibility.
///
///     xml.start("link").value("rel", "self").value("href", url).empty();
///     xml.start("title").text("a < b");
///     xml.start("entry").open();  ...  xml.close("entry");
class XmlWriter {
public:
    XmlWriter();

    /// Begins an element; one of open(), text(), raw_text() or empty() must follow.
    XmlWriter& start(std::string_view name);
    /// An attribute of the element begun; left out when `value` is empty.
    XmlWriter& value(std::string_view name, std::string_view value);
    /// Ends the start tag; elements follow until close().
    void open();
    void close(std::string_view name);
    void empty();                            ///< <name/>
    void text(std::string_view text);        ///< <name>text</name>
    void raw_text(std::string_view markup);  ///< The same with text that is escaped already.
    /// start(name).text(text), or nothing when `text` is empty.
    void element(std::string_view name, std::string_view text);

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void indent();

    std::string out_;
    std::string name_;  ///< Of the element begun.
    std::size_t depth_ = 0;
};

}  // namespace weir::publish
