#include "model/json.hpp"
#include "parse/parse.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

/// Each folder of tests/feeds is one case: feed.xml, feed.json or feed.bin; `hints` (url=...,
/// content_type=...) stands for the HTTP response; expected.json is what `weir parse` prints, and
/// expected.error the sentence for what is no feed. Folders begin with the number of the clause.

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::vector<fs::path> fixtures() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator{fs::path{WEIR_TESTS_DIR} / "feeds"}) {
        if (entry.is_directory()) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

fs::path document_in(const fs::path& folder) {
    for (const char* name : {"feed.xml", "feed.json", "feed.bin"}) {
        if (fs::exists(folder / name)) return folder / name;
    }
    FAIL("no feed in " << folder);
    return {};
}

weir::parse::Hints hints_in(const fs::path& folder) {
    weir::parse::Hints hints;
    if (!fs::exists(folder / "hints")) return hints;
    for (const std::string& line : lines_of(read_file(folder / "hints"))) {
        const auto equals = line.find('=');
        const std::string key = line.substr(0, equals);
        const std::string value = line.substr(equals + 1);
        if (key == "url") {
            hints.base_url = value;
        } else if (key == "content_type") {
            hints.content_type = value;
        } else {
            FAIL("unknown hint " << key << " in " << folder);
        }
    }
    return hints;
}

/// What the fixture should hold, in the words of its expected file.
std::string outcome(const fs::path& folder) {
    const auto parsed = weir::parse::feed(read_file(document_in(folder)), hints_in(folder));
    if (!parsed) return "error: " + parsed.error().detail + "\n";
    std::string text = weir::json_text(weir::to_json(*parsed), true);
    if (!text.ends_with('\n')) text += '\n';
    return text;
}

std::string expectation(const fs::path& folder) {
    if (fs::exists(folder / "expected.error")) {
        return "error: " + read_file(folder / "expected.error");
    }
    return read_file(folder / "expected.json");
}

/// The lines in which two texts differ, between the parts that they share at both ends.
std::string difference(const std::string& wanted, const std::string& got) {
    const auto left = lines_of(wanted);
    const auto right = lines_of(got);
    std::size_t first = 0;
    while (first < left.size() && first < right.size() && left[first] == right[first]) ++first;
    std::size_t tail = 0;
    while (tail + first < left.size() && tail + first < right.size() &&
           left[left.size() - 1 - tail] == right[right.size() - 1 - tail]) {
        ++tail;
    }
    std::string out = fmt::format("from line {}:\n", first + 1);
    for (std::size_t i = first; i + tail < left.size(); ++i) out += "- " + left[i] + "\n";
    for (std::size_t i = first; i + tail < right.size(); ++i) out += "+ " + right[i] + "\n";
    return out;
}

}  // namespace

TEST_CASE("every feed in tests/feeds reads as its folder expects", "[parse][fixtures]") {
    for (const fs::path& folder : fixtures()) {
        const std::string wanted = expectation(folder);
        const std::string got = outcome(folder);
        INFO(folder.filename().string() << ", " << difference(wanted, got));
        CHECK((wanted == got));
    }
}

TEST_CASE("every clause of the parsing rules has a feed that shows it", "[parse][fixtures]") {
    const auto folders = fixtures();
    for (int clause = 1; clause <= 35; ++clause) {
        const std::string start = fmt::format("{:02}-", clause);
        CAPTURE(start);
        CHECK(std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
            return folder.filename().string().starts_with(start);
        }));
    }
}

TEST_CASE("what a fixture prints reads back as the same entries", "[parse][fixtures]") {
    for (const fs::path& folder : fixtures()) {
        const auto parsed = weir::parse::feed(read_file(document_in(folder)), hints_in(folder));
        if (!parsed) continue;
        CAPTURE(folder.filename().string());
        for (const weir::Entry& entry : parsed->entries) {
            const auto printed = weir::to_json(entry);
            CHECK(weir::json_text(weir::to_json(weir::entry_from_json(printed)), false) ==
                  weir::json_text(printed, false));
        }
    }
}
