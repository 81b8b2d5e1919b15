#include "support/process.hpp"

#include "support/temp_dir.hpp"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace weir::test {
namespace {

constexpr std::chrono::milliseconds look_every{5};

[[noreturn]] void become(const Process::Options& options, const std::string& out,
                         const std::string& err) {
    if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
    const int out_fd = ::open(out.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const int err_fd = ::open(err.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const int in_fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(in_fd, 0);
    ::dup2(out_fd, 1);
    ::dup2(err_fd, 2);
    for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const auto& word : options.command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

}  // namespace

Process::Process(const Options& options)
    : out_(options.folder / (options.name + ".out")),
      err_(options.folder / (options.name + ".err")) {
    // They exist before the child runs, so that they can be read at any time.
    for (const auto& path : {out_, err_}) std::ofstream(path, std::ios::trunc);
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ == 0) become(options, out_.string(), err_.string());
}

Process::~Process() {
    if (code_ || pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

void Process::signal(int number) const {
    if (!code_) ::kill(pid_, number);
}

bool Process::running() {
    return !wait(std::chrono::milliseconds{0});
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    const auto ended = [this] {
        if (code_) return true;
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return true;
    };
    (void)eventually(ended, limit);
    return code_;
}

std::string Process::out() const {
    return read_file(out_);
}
std::string Process::err() const {
    return read_file(err_);
}

bool eventually(const std::function<bool()>& ready, std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!ready()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(look_every);
    }
    return true;
}

Ran run_command(const std::vector<std::string>& command, const std::filesystem::path& folder,
                const std::map<std::string, std::string>& environment,
                std::chrono::milliseconds limit) {
    Process process({.command = command, .folder = folder, .environment = environment});
    const auto code = process.wait(limit);
    if (!code) throw std::runtime_error("the command did not end within its limit");
    return {*code, process.out(), process.err()};
}

std::string http_get(std::uint16_t port, const std::string& target,
                     const std::string& more_headers) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const auto request = "GET " + target +
                             " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                             more_headers + "\r\n";
        (void)!::write(fd, request.data(), request.size());
        std::array<char, 65536> buffer;
        for (ssize_t got = 0; (got = ::read(fd, buffer.data(), buffer.size())) > 0;)
            answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(fd);
    return answer;
}

}  // namespace weir::test
