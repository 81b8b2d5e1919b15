#include "store/store.hpp"

#include <mutex>
#include <utility>

namespace weir::store {

struct ReaderPool::Impl {
    std::filesystem::path path;
    std::size_t kept;
    std::mutex mutex;
    std::vector<std::unique_ptr<Reader>> idle;
};

ReaderPool::ReaderPool(std::filesystem::path path, std::size_t kept)
    : impl_(std::make_unique<Impl>()) {
    impl_->path = std::move(path);
    impl_->kept = kept;
}

ReaderPool::~ReaderPool() = default;

ReaderPool::Lease ReaderPool::lease() {
    std::unique_ptr<Reader> reader;
    {
        const std::lock_guard lock(impl_->mutex);
        if (!impl_->idle.empty()) {
            reader = std::move(impl_->idle.back());
            impl_->idle.pop_back();
        }
    }
    if (!reader) reader = std::make_unique<Reader>(impl_->path);
    return {*this, std::move(reader)};
}

ReaderPool::Lease::Lease(ReaderPool& pool, std::unique_ptr<Reader> reader)
    : pool_(&pool), reader_(std::move(reader)) {}

ReaderPool::Lease::~Lease() {
    if (!reader_) return;  // Moved from.
    const std::lock_guard lock(pool_->impl_->mutex);
    if (pool_->impl_->idle.size() < pool_->impl_->kept)
        pool_->impl_->idle.push_back(std::move(reader_));
}

}  // namespace weir::store
