#include "serve/metrics.hpp"

#include "serve/server.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace weir::serve {

struct Metrics::Impl {
    prometheus::Registry registry;
};

void Counter::add(double by) {
    counter_->Increment(by);
}

void Counter::reach(double total) {
    const double missing = total - counter_->Value();
    if (missing > 0) counter_->Increment(missing);
}

void Gauge::set(double value) {
    gauge_->Set(value);
}

void Histogram::observe(double value) {
    histogram_->Observe(value);
}

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry);
    return Counter{family.Add(labels)};
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(impl_->registry);
    return Gauge{family.Add(labels)};
}

Histogram Metrics::histogram(const std::string& name, const std::string& help,
                             const std::vector<double>& bounds, const Labels& labels) {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(impl_->registry);
    return Histogram{family.Add(labels, bounds)};
}

std::string Metrics::text() const {
    return prometheus::TextSerializer{}.Serialize(impl_->registry.Collect());
}

void update(Metrics& metrics, const ServerCounts& counts) {
    const auto total = [&metrics](const char* name, const char* help, std::uint64_t count) {
        metrics.counter(name, help).reach(static_cast<double>(count));
    };
    total("weir_http_requests_total", "Requests that reached a handler", counts.requests);
    total("weir_http_connections_total", "Connections accepted", counts.connections);
    total("weir_http_rejected_total", "Requests and connections refused", counts.rejected);
    total("weir_http_sent_bytes_total", "Bytes of responses sent", counts.bytes);
    metrics.gauge("weir_http_open_connections", "Connections open")
        .set(static_cast<double>(counts.open));
}

}  // namespace weir::serve
