#include "publish/xml_writer.hpp"

#include "html/escape.hpp"

namespace weir::publish {

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") {}

void XmlWriter::indent() {
    out_.append(depth_ * 2, ' ');
}

XmlWriter& XmlWriter::start(std::string_view name) {
    indent();
    name_ = name;
    out_.append("<").append(name);
    return *this;
}

XmlWriter& XmlWriter::value(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    out_.append(" ").append(name).append("=\"");
    html::append_escaped(out_, value);
    out_ += '"';
    return *this;
}

void XmlWriter::open() {
    out_ += ">\n";
    ++depth_;
}

void XmlWriter::close(std::string_view name) {
    --depth_;
    indent();
    out_.append("</").append(name).append(">\n");
}

void XmlWriter::empty() {
    out_ += "/>\n";
}

void XmlWriter::text(std::string_view text) {
    out_ += '>';
    html::append_escaped(out_, text);
    out_.append("</").append(name_).append(">\n");
}

void XmlWriter::raw_text(std::string_view markup) {
    out_ += '>';
    out_.append(markup).append("</").append(name_).append(">\n");
}

void XmlWriter::element(std::string_view name, std::string_view text) {
    if (!text.empty()) start(name).text(text);
}

}  // namespace weir::publish
