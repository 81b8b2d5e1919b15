// Command lines as folders: tests/cli/cases/NAME/{cmd,out,err,code} and whatever files cmd reads.
// `cmd` is a shell script in a copy of the folder, with `weir` on the PATH. Times and the folder's
// path are put into a fixed form before the comparison. WEIR_REWRITE=1 writes what was seen.
#include "base/text.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::test;
namespace fs = std::filesystem;

namespace {

fs::path cases_folder() {
    return fs::path{WEIR_TESTS_DIR} / "cli" / "cases";
}

std::vector<fs::path> cases() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(cases_folder()))
        if (entry.is_directory()) found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

std::string text_or_empty(const fs::path& path) {
    return fs::exists(path) ? read_file(path) : std::string{};
}

/// Without what differs from run to run.
std::string steady(std::string text, const fs::path& folder) {
    replace_all(text, folder.string(), "DIR");
    static const std::regex first_seen(R"(20(2[6-9]|[3-9]\d)-\d\d-\d\dT\d\d:\d\d:\d\dZ)");
    static const std::regex bytes(R"(("bytes": )\d+|\d+(\.\d+)? [kM]B)");
    text = std::regex_replace(text, first_seen, "NOW");
    return std::regex_replace(text, bytes, "$1SIZE");
}

}  // namespace

TEST_CASE("each command line prints what its folder says", "[cli]") {
    const bool rewrite = std::getenv("WEIR_REWRITE") != nullptr;
    const auto path =
        fmt::format("{}:{}", fs::path{WEIR_BINARY}.parent_path().string(), std::getenv("PATH"));
    for (const auto& folder : cases()) {
        const TempDir dir;
        fs::copy(folder, dir.path(), fs::copy_options::recursive);
        const TempDir outputs;
        const auto ran = run_command({"sh", "-c", "cd \"$CASE\" && . ./cmd"}, outputs.path(),
                                     {{"CASE", dir.path().string()},
                                      {"PATH", path},
                                      {"HOME", dir.path().string()},
                                      {"XDG_CONFIG_HOME", dir.file("config")},
                                      {"XDG_DATA_HOME", dir.file("data")},
                                      {"WEIR_CONFIG", ""},
                                      {"TZ", "UTC"}});
        const auto out = steady(ran.out, dir.path());
        const auto err = steady(ran.err, dir.path());
        if (rewrite) {
            std::ofstream(folder / "out") << out;
            std::ofstream(folder / "err") << err;
            std::ofstream(folder / "code") << ran.code << '\n';
        }
        INFO("case " << folder.filename().string());
        CHECK(out == text_or_empty(folder / "out"));
        CHECK(err == text_or_empty(folder / "err"));
        CHECK(fmt::format("{}\n", ran.code) == text_or_empty(folder / "code"));
    }
}
