#include "cli/daemon_client.hpp"

#include "app/control.hpp"
#include "base/text.hpp"
#include "cli/session.hpp"
#include "model/json.hpp"

#include <boost/json.hpp>
#include <curl/curl.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace weir::cli {
namespace {

namespace json = boost::json;

std::size_t collect(char* data, std::size_t size, std::size_t count, void* to) noexcept {
    try {
        static_cast<std::string*>(to)->append(data, size * count);
        return size * count;
    } catch (...) {
        return 0;  // No memory: curl ends the transfer.
    }
}

}  // namespace

struct DaemonClient::Connection {
    CURL* easy = curl_easy_init();
    int folder = -1;  ///< Kept open for a socket whose path is too long for its address.
    std::string socket;

    explicit Connection(const std::filesystem::path& path) : socket(path.string()) {
        if (socket.size() < sizeof(sockaddr_un::sun_path)) return;
        folder = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        socket = fmt::format("/proc/self/fd/{}/{}", folder, path.filename().string());
    }
    ~Connection() {
        curl_easy_cleanup(easy);
        if (folder >= 0) ::close(folder);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    struct Answer {
        CURLcode result = CURLE_OK;
        long status = 0;
        std::string body;
    };
    Answer ask(const std::string& path, const std::string* body) {
        Answer answer;
        const auto url = "http://weir" + path;
        curl_easy_reset(easy);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_TIMEOUT, 300L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, collect);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
        curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
        if (body != nullptr) {
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body->c_str());
            curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        }
        answer.result = curl_easy_perform(easy);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
        curl_slist_free_all(headers);
        return answer;
    }
};

namespace {

json::object read_answer(CURLcode result, long status, const std::string& body) {
    if (result != CURLE_OK)
        throw Failure(fmt::format("the daemon does not answer: {}", curl_easy_strerror(result)));
    boost::system::error_code error;
    auto value = json::parse(body, error);
    if (error || !value.is_object()) throw Failure("the daemon's answer cannot be read");
    auto& object = value.get_object();
    if (const auto* why = object.if_contains("error"); status >= 400 && why != nullptr)
        throw Failure(std::string{why->as_string()});
    return std::move(object);
}

}  // namespace

DaemonClient::DaemonClient(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
DaemonClient::DaemonClient(DaemonClient&&) noexcept = default;
DaemonClient& DaemonClient::operator=(DaemonClient&&) noexcept = default;
DaemonClient::~DaemonClient() = default;

std::optional<DaemonClient> DaemonClient::find(const std::filesystem::path& store) {
    const auto path = app::control_socket(store);
    std::error_code ignored;
    if (!std::filesystem::is_socket(path, ignored)) return {};
    DaemonClient client(std::make_unique<Connection>(path));
    const auto answer = client.connection_->ask("/ping", nullptr);
    if (answer.result == CURLE_COULDNT_CONNECT) return {};  // A socket that a crash left behind.
    const auto object = read_answer(answer.result, answer.status, answer.body);
    client.pid_ = static_cast<int>(object.at("pid").as_int64());
    return client;
}

json::object DaemonClient::get(const std::string& path) {
    const auto answer = connection_->ask(path, nullptr);
    return read_answer(answer.result, answer.status, answer.body);
}

json::object DaemonClient::post(const std::string& path, const json::object& body) {
    const auto text = json_text(body, false);
    const auto answer = connection_->ask(path, &text);
    return read_answer(answer.result, answer.status, answer.body);
}

}  // namespace weir::cli
