#include "cli/item_list.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace weir::cli {
namespace {

/// What a list on a terminal holds when --limit does not say: a few screens. Pipes get all.
constexpr std::size_t terminal_limit = 50;

/// One line an item: such a list needs not be held as a whole.
bool by_line(Form form) {
    return form == Form::jsonl || form == Form::tsv || form == Form::urls;
}

int list(const Arguments& arguments, bool by_rank) {
    const auto config = load_config(arguments);
    store::Selection selection;
    selection.query = read_query(arguments.words);
    selection.by_rank = by_rank;
    const auto form = arguments.form.value_or(Form::table);
    const bool on_terminal = form == Form::table && screen(arguments).terminal;
    selection.limit = arguments.limit.value_or(on_terminal ? terminal_limit : 0);
    if (selection.limit == 0) selection.limit = no_limit;
    selection.with_content = form == Form::json || form == Form::jsonl || by_rank;
    if (by_line(form) && !by_rank) {
        each_page(config->store, selection, [&](std::vector<store::StoredItem> page) {
            print_items(arguments, *config, std::move(page), false);
        });
        return 0;
    }
    store::Reader reader(config->store);
    auto found = reader.select(selection);
    const bool cut = on_terminal && !arguments.limit && found.size() == terminal_limit;
    print_items(arguments, *config, std::move(found), by_rank);
    if (cut)
        fmt::print(stderr, "weir: the first {} are shown; --limit 0 shows all\n", terminal_limit);
    return 0;
}

}  // namespace

int items(const Arguments& arguments) {
    return list(arguments, false);
}
int search(const Arguments& arguments) {
    return list(arguments, true);
}

}  // namespace weir::cli
