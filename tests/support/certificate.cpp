#include "support/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace weir::test {
namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

void require(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* cert) {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(bio.get(), cert) == 1, "PEM_write_bio_X509");
    return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "PEM_write_bio_PrivateKey");
    return text_of(bio.get());
}

Bio reader(const std::string& text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void add_extension(X509* cert, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    require(extension != nullptr, "X509V3_EXT_conf_nid");
    require(X509_add_ext(cert, extension.get(), -1) == 1, "X509_add_ext");
}

void set_name(X509* cert, const char* common_name) {
    X509_NAME* name = X509_get_subject_name(cert);
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(common_name), -1, -1,
                                       0) == 1,
            "X509_NAME_add_entry_by_txt");
}

std::string alternative_names(const CertificateOptions& options) {
    std::string names;
    const auto add = [&](const char* kind, const std::string& value) {
        names += (names.empty() ? "" : ",") + std::string(kind) + value;
    };
    for (const auto& name : options.dns_names) add("DNS:", name);
    for (const auto& address : options.addresses) add("IP:", address);
    return names;
}

Cert blank(EVP_PKEY* key, const CertificateOptions& options, const char* common_name) {
    Cert cert(X509_new());
    require(cert != nullptr, "X509_new");
    X509_set_version(cert.get(), 2);
    std::uint32_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), static_cast<long>(serial >> 1U) + 1);
    X509_gmtime_adj(X509_getm_notBefore(cert.get()), options.valid_from.count());
    X509_gmtime_adj(X509_getm_notAfter(cert.get()), options.valid_until.count());
    X509_set_pubkey(cert.get(), key);
    set_name(cert.get(), common_name);
    return cert;
}

}  // namespace

TestCa::TestCa() {
    const Key key(EVP_EC_gen("P-256"));
    const auto cert = blank(key.get(), {}, "weir test CA");
    X509_set_issuer_name(cert.get(), X509_get_subject_name(cert.get()));
    add_extension(cert.get(), cert.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(cert.get(), cert.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    require(X509_sign(cert.get(), key.get(), EVP_sha256()) > 0, "X509_sign");
    ca_.certificate = ca_.ca = pem_of(cert.get());
    ca_.key = pem_of(key.get());
}

Certificate TestCa::issue(const CertificateOptions& options) const {
    const auto cert_text = reader(ca_.certificate);
    const auto key_text = reader(ca_.key);
    const Cert issuer(PEM_read_bio_X509(cert_text.get(), nullptr, nullptr, nullptr));
    const Key issuer_key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
    require(issuer != nullptr && issuer_key != nullptr, "reading the CA");

    const Key key(EVP_EC_gen("P-256"));
    const auto cert = blank(key.get(), options, "weir test");
    X509_set_issuer_name(cert.get(), X509_get_subject_name(issuer.get()));
    const auto names = alternative_names(options);
    if (!names.empty()) add_extension(cert.get(), issuer.get(), NID_subject_alt_name, names);
    require(X509_sign(cert.get(), issuer_key.get(), EVP_sha256()) > 0, "X509_sign");
    return {pem_of(cert.get()), pem_of(key.get()), ca_.certificate};
}

Certificate self_signed(CertificateOptions options) {
    const Key key(EVP_EC_gen("P-256"));
    const auto cert = blank(key.get(), options, "weir test");
    X509_set_issuer_name(cert.get(), X509_get_subject_name(cert.get()));
    const auto names = alternative_names(options);
    if (!names.empty()) add_extension(cert.get(), cert.get(), NID_subject_alt_name, names);
    require(X509_sign(cert.get(), key.get(), EVP_sha256()) > 0, "X509_sign");
    auto text = pem_of(cert.get());
    return {text, pem_of(key.get()), text};
}

}  // namespace weir::test
