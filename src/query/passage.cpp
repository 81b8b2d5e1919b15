#include "base/text.hpp"
#include "base/utf8.hpp"
#include "query/node.hpp"
#include "words/words.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::query {
namespace {

using Node = Query::Node;

// Of all terms together: a long query for words that occur everywhere may not fill the memory.
constexpr std::size_t most_hits = 1 << 20;

struct Word {
    std::size_t begin;  ///< Bytes in the text.
    std::size_t end;
    std::size_t indexed;  ///< Where it begins in the index form, which has a blank before it.
    std::size_t column;   ///< Characters before it.
};

struct Hit {
    std::size_t first;  ///< Words [first, last].
    std::size_t last;
    std::size_t term;
};

void gather(const Node& node, std::vector<const Node*>& terms) {
    const bool in_text = node.column == Column::any || node.column == Column::text;
    if (node.kind == Node::Kind::words && in_text) terms.push_back(&node);
    if (node.kind == Node::Kind::none) return;
    for (const Node& child : node.children) gather(child, terms);
}

class Passage {
public:
    Passage(std::string_view text, std::size_t characters) : text_(text), budget_(characters) {
        std::size_t column = 0;
        std::size_t counted = 0;
        for (words::Reader reader(text); reader.next();) {
            column += utf8::length(text.substr(counted, reader.begin() - counted));
            counted = reader.begin();
            words_.push_back({.begin = reader.begin(),
                              .end = reader.end(),
                              .indexed = index_.size(),
                              .column = column});
            index_ += ' ';
            index_ += reader.word();
        }
        index_ += ' ';
    }

    std::string best(const Query& query) {
        if (query.root() != nullptr) find_hits(*query.root());
        if (words_.empty()) return shown(0, utf8::prefix(text_, budget_).size());
        choose();
        return shown(begin_, end_);
    }

private:
    void find_hits(const Node& root) {
        std::vector<const Node*> terms;
        gather(root, terms);
        terms_ = terms.size();
        for (std::size_t term = 0; term < terms.size(); ++term) {
            std::string sought = ' ' + terms[term]->value;
            if (!terms[term]->prefix) sought += ' ';
            const auto blanks = std::count(sought.begin(), sought.end() - 1, ' ');
            std::size_t left = most_hits / terms_;
            for (std::size_t at = index_.find(sought); at != std::string::npos && left > 0;
                 at = index_.find(sought, at + 1), --left) {
                const auto word = std::lower_bound(
                    words_.begin(), words_.end(), at,
                    [](const Word& each, std::size_t place) { return each.indexed < place; });
                const auto first = static_cast<std::size_t>(word - words_.begin());
                hits_.push_back({.first = first,
                                 .last = first + static_cast<std::size_t>(blanks) - 1,
                                 .term = term});
            }
        }
        std::sort(hits_.begin(), hits_.end(),
                  [](const Hit& a, const Hit& b) { return a.first < b.first; });
    }

    [[nodiscard]] std::size_t characters(std::size_t first, std::size_t last) const {
        const Word& end = words_[last];
        return end.column - words_[first].column +
               utf8::length(text_.substr(end.begin, end.end - end.begin));
    }

    // The run of hits that fits and holds most different terms, then most hits; the earliest.
    [[nodiscard]] std::pair<std::size_t, std::size_t> best_run() const {
        std::vector<std::size_t> held(terms_, 0);
        std::size_t different = 0;
        std::size_t begin = 0;
        std::pair<std::size_t, std::size_t> best{0, 0};
        std::size_t best_score = 0;
        for (std::size_t end = 0; end < hits_.size(); ++end) {
            if (held[hits_[end].term]++ == 0) ++different;
            while (begin < end && characters(hits_[begin].first, hits_[end].last) > budget_) {
                if (--held[hits_[begin++].term] == 0) --different;
            }
            const std::size_t score = different * (hits_.size() + 1) + (end - begin + 1);
            if (score > best_score) {
                best_score = score;
                best = {begin, end};
            }
        }
        return best;
    }

    // Sets [begin_, end_): the best run of hits with a little before it and the rest after it.
    void choose() {
        std::size_t first = 0;
        if (!hits_.empty()) {
            const auto [run_begin, run_end] = best_run();
            first = hits_[run_begin].first;
            const std::size_t used = characters(first, hits_[run_end].last);
            const std::size_t lead =
                used < budget_ ? std::min((budget_ - used) / 2, budget_ / 4) : 0;
            const std::size_t column = words_[first].column;
            while (first > 0 && column - words_[first - 1].column <= lead) --first;
        }
        // An opening quotation mark or bracket is worth showing, a row of dashes is not.
        begin_ = first == 0 && words_[0].column <= 2 ? 0 : words_[first].begin;
        std::size_t last = first;
        while (last + 1 < words_.size() && characters(first, last + 1) <= budget_) ++last;
        end_ = last + 1 == words_.size() ? text_.size() : words_[last].end;
        end_ = std::min(end_, begin_ + utf8::prefix(text_.substr(begin_), budget_).size());
    }

    // The bytes [begin, end) of the text on one line, hits marked.
    [[nodiscard]] std::string shown(std::size_t begin, std::size_t end) const {
        std::string out;
        std::size_t at = begin;
        for (const Hit& hit : hits_) {
            const std::size_t from = std::max(at, words_[hit.first].begin);
            const std::size_t to = std::min(end, words_[hit.last].end);
            if (words_[hit.first].begin < begin || from >= to) continue;
            plain(out, text_.substr(at, from - at));
            out += '\x02';
            plain(out, text_.substr(from, to - from));
            out += '\x03';
            at = to;
        }
        plain(out, text_.substr(at, end - at));
        const std::string_view line = trim(out);
        const bool cut_after = !words_.empty() && end < text_.size();
        const bool cut_before = !words_.empty() && begin > words_.front().begin;
        return (cut_before ? "…" : "") + std::string(line) + (cut_after ? "…" : "");
    }

    static void plain(std::string& out, std::string_view text) {
        for (const char c : text) {
            const bool blank = is_ascii_space(c);
            if (blank && (out.empty() || out.back() == ' ')) continue;
            if (c != '\x02' && c != '\x03') out += blank ? ' ' : c;
        }
    }

    std::string_view text_;
    std::size_t budget_;
    std::vector<Word> words_;
    std::string index_;
    std::vector<Hit> hits_;
    std::size_t terms_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace

std::string passage(std::string_view text, const Query& query, std::size_t characters) {
    return Passage(text, characters).best(query);
}

}  // namespace weir::query
