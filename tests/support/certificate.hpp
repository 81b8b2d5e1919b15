#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace weir::test {

/// A certificate with its private key and the certificate that signed it, as PEM text.
struct Certificate {
    std::string certificate;
    std::string key;
    std::string ca;  ///< Of the issuer; the certificate itself when self-signed.
};

struct CertificateOptions {
    std::vector<std::string> dns_names = {"localhost"};
    std::vector<std::string> addresses = {"127.0.0.1", "::1"};
    std::chrono::seconds valid_from{-3600};    ///< Relative to now.
    std::chrono::seconds valid_until{86400};
};

/// A CA made on the spot. Keys are elliptic (P-256): quick to make.
class TestCa {
public:
    TestCa();
    [[nodiscard]] const std::string& pem() const { return ca_.certificate; }
    [[nodiscard]] Certificate issue(const CertificateOptions& options = {}) const;

private:
    Certificate ca_;
};

[[nodiscard]] Certificate self_signed(CertificateOptions options = {});

}  // namespace weir::test
