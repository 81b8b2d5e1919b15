#include "parse/parse.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

/// A folder of feeds with `expected.tsv` (file, format, items), named by WEIR_CORPUS.

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>{in}, {}};
}

struct Row {
    std::string file;
    std::string format;  ///< "-" for what is no feed; a remark may follow in brackets.
    std::string items;   ///< "25", "10 or 20", "25 or refused", "refused".
};

std::vector<Row> rows_of(const fs::path& table) {
    std::vector<Row> rows;
    std::istringstream in{read_file(table)};
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream fields{line};
        Row row;
        std::getline(fields, row.file, '\t');
        std::getline(fields, row.format, '\t');
        std::getline(fields, row.items, '\t');
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Whether `word` is among the alternatives of "10 or 20".
bool among(const std::string& alternatives, const std::string& word) {
    std::istringstream in{alternatives};
    for (std::string one; in >> one;) {
        if (one == word) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("every feed of the corpus has the format and the items that its table says",
          "[parse][corpus]") {
    const char* folder = std::getenv("WEIR_CORPUS");
    if (folder == nullptr || !fs::exists(folder)) {
        WARN("WEIR_CORPUS names no folder; nothing to compare with");
        return;
    }
    const auto rows = rows_of(fs::path{folder} / "expected.tsv");
    REQUIRE_FALSE(rows.empty());
    for (const Row& row : rows) {
        CAPTURE(row.file, row.format, row.items);
        const auto parsed = weir::parse::feed(read_file(fs::path{folder} / row.file), {});
        if (!parsed) {
            CHECK(among(row.items, "refused"));
            continue;
        }
        CHECK(among(row.items, std::to_string(parsed->entries.size())));
        const std::string format{weir::to_string(parsed->format)};
        CAPTURE(format);
        CHECK(format.starts_with(row.format.substr(0, row.format.find(' '))));
    }
}
