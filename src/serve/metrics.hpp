#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace weir::serve {

struct ServerCounts;

/// A number that only grows. A handle: cheap to copy, valid as long as its Metrics. Any thread.
class Counter {
public:
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
    void add(double by = 1);
    /// Raises it to `total`, for what is counted elsewhere; a smaller total changes nothing. Calls
    /// of one counter must not overlap.
    void reach(double total);

private:
    prometheus::Counter* counter_;
};

/// A number that goes up and down. Handle as Counter.
class Gauge {
public:
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
    void set(double value);

private:
    prometheus::Gauge* gauge_;
};

/// How values spread over buckets. Handle as Counter.
class Histogram {
public:
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    void observe(double value);

private:
    prometheus::Histogram* histogram_;
};

/// The numbers behind /metrics, in Prometheus' text format. Any thread. Asking for a name and
/// labels again gives the same number. Names follow Prometheus' rules ("weir_polls_total",
/// "weir_poll_seconds"); a wrong name, or one name for two kinds, throws std::invalid_argument.
class Metrics {
public:
    using Labels = std::map<std::string, std::string>;

    Metrics();
    ~Metrics();
    [[nodiscard]] Counter counter(const std::string& name, const std::string& help,
                                  const Labels& labels = {});
    [[nodiscard]] Gauge gauge(const std::string& name, const std::string& help,
                              const Labels& labels = {});
    /// `bounds`: upper ends of the buckets, ascending.
    [[nodiscard]] Histogram histogram(const std::string& name, const std::string& help,
                                      const std::vector<double>& bounds, const Labels& labels = {});

    /// The page, of metrics_media_type. Families in the order in which they were first asked for.
    [[nodiscard]] std::string text() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

inline constexpr std::string_view metrics_media_type = "text/plain; version=0.0.4; charset=utf-8";

/// Brings the weir_http_... numbers up to what the server counted.
void update(Metrics& metrics, const ServerCounts& counts);

}  // namespace weir::serve
