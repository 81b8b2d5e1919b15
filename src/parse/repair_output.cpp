#include "parse/repair_output.hpp"

#include <algorithm>

namespace weir::parse {
namespace {

void append_value(std::string_view value, std::string& out) {
    while (!value.empty()) {
        const std::size_t stop = std::min(value.find_first_of("\"<"), value.size());
        out += value.substr(0, stop);
        if (stop < value.size()) out += value[stop] == '<' ? "&lt;" : "&quot;";
        value.remove_prefix(std::min(stop + 1, value.size()));
    }
}

}  // namespace

bool RepairOutput::next_line_before(std::size_t end) {
    if (place_ == cleaned_.lines.size() || cleaned_.lines[place_].first >= end) return false;
    line_ = cleaned_.lines[place_++].second;
    return true;
}

void RepairOutput::move_to(std::size_t position) {
    while (next_line_before(position + 1)) {
    }
    auto& last = out_.lines.back();
    if (last.second == line_) return;
    if (last.first == out_.text.size())
        last.second = line_;
    else
        out_.lines.emplace_back(out_.text.size(), line_);
}

void RepairOutput::copy(std::size_t position, std::string_view text) {
    move_to(position);
    const std::size_t start = out_.text.size();
    out_.text += text;
    while (next_line_before(position + text.size())) {
        out_.lines.emplace_back(start + cleaned_.lines[place_ - 1].first - position, line_);
    }
}

void RepairOutput::write_tag(const StartTag& tag, bool closed) {
    std::string& out = out_.text;
    out += '<';
    out += tag.name;
    for (const Attribute& attribute : tag.attributes) {
        out += ' ';
        out += attribute.name;
        out += "=\"";
        append_value(attribute.value, out);
        out += '"';
    }
    out += closed ? "/>" : ">";
}

}  // namespace weir::parse
