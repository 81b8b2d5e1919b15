#include "cli/pages.hpp"

#include "cli/completion_scripts.hpp"

#include <fstream>
#include <stdexcept>
#include <string_view>

namespace weir::cli {
namespace {

void write_page(const std::filesystem::path& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

void write_pages(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    write_page(folder / "weir.1", command_manual());
    write_page(folder / "feeds.toml.5", configuration_manual());
    write_page(folder / "weir.bash", bash_completion);
    write_page(folder / "_weir", zsh_completion);
    write_page(folder / "weir.fish", fish_completion);
}

}  // namespace weir::cli
