#include "stories.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace stories {
namespace {

using weir::join;

// Sentences with their ends; scripts without blanks end them in U+3002.
std::vector<std::string> sentences(const std::string& text) {
    std::vector<std::string> out(1);
    for (std::size_t at = 0; at < text.size();) {
        const auto size = weir::utf8::decode(text, at).size;
        const std::string character = text.substr(at, size);
        at += size;
        out.back() += character;
        const bool stop = character == "." && (at == text.size() || text[at] == ' ');
        if ((stop || character == "。" || character == "।") && at < text.size()) out.emplace_back();
    }
    return out;
}

std::string from(const std::vector<std::string>& parts, std::size_t first) {
    return join({parts.begin() + static_cast<std::ptrdiff_t>(first), parts.end()}, "");
}

// Every `distance`-th word replaced, as an editor does who wants to have done something.
std::string edited(const std::string& text, std::size_t distance) {
    std::string out;
    std::size_t count = 0;
    for (const auto word : weir::split(text, ' ')) {
        if (!out.empty()) out += ' ';
        if (++count % distance == 0) {
            out += "indeed";
        } else {
            out += word;
        }
    }
    return out;
}

std::string typeset(std::string text) {
    weir::replace_all(text, ", ", " – ");
    weir::replace_all(text, ". ", ".\n\n");
    weir::replace_all(text, "' ", "’ ");
    return text;
}

// One form, other facts.
std::vector<Item> weather_reports() {
    static constexpr const char* days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};
    std::vector<Item> out;
    for (int day = 0; day < 5; ++day) {
        out.push_back(
            {.story = fmt::format("weather {}", day),
             .kind = "report",
             .title = fmt::format("Weather for {}", days[day]),
             .text = fmt::format(
                 "Good morning from the weather office. On {} the sky over the valley will be "
                 "mostly "
                 "cloudy with sunny spells in the afternoon. Temperatures rise from {} degrees in "
                 "the early morning to {} degrees at noon. The wind blows from the west at {} "
                 "kilometres an hour, with gusts of up to {} on the hills. The chance of rain is "
                 "{} "
                 "percent. Pollen counts stay low. The water of the lake has {} degrees. Drive "
                 "carefully on the mountain roads, where fog patches are possible at dawn. The "
                 "next "
                 "report follows tomorrow at the same time.",
                 days[day], 4 + 2 * day, 15 + 3 * day, 11 + 9 * day, 38 + 7 * day, 10 + 15 * day,
                 18 + day)});
    }
    return out;
}

std::vector<Item> earthquakes() {
    static constexpr const char* places[] = {"Port Amery", "Sandhaven", "Kell Island", "Tornby"};
    std::vector<Item> out;
    for (int i = 0; i < 4; ++i) {
        out.push_back(
            {.story = fmt::format("earthquake {}", i),
             .kind = "report",
             .title = fmt::format("Magnitude 4.{} earthquake near {}", 2 * i + 1, places[i]),
             .text = fmt::format(
                 "An earthquake of magnitude 4.{} was recorded {} kilometres off {} at {}:{} local "
                 "time, the seismological service said. The centre lay at a depth of {} "
                 "kilometres. "
                 "There was no danger of a tsunami. Nobody was reported injured and no damage to "
                 "buildings was known at first. Inhabitants of the coast are advised to keep away "
                 "from cliffs, since smaller tremors may follow within the next days.",
                 2 * i + 1, 12 + 31 * i, places[i], 3 + 5 * i, 10 + 13 * i, 8 + 17 * i)});
    }
    return out;
}

std::vector<Item> matches() {
    return {
        {"match 1", "report", "Rovers reach the semi-final of the valley cup",
         "Rovers are in the semi-final of the valley cup after beating Harbour 3-1 on Saturday "
         "night "
         "in front of 4,100 spectators. Lund put the home side ahead after 12 minutes with a "
         "header "
         "from a corner, and Okafor added a second before the break. Harbour came back into the "
         "game "
         "when Silva scored from the spot in the 58th minute, but a late goal by Lund settled it. "
         "The "
         "coach praised the defence and said that the team had learnt from the defeat in spring. "
         "In "
         "the semi-final of the valley cup they meet the winner of the match between Union and "
         "Wanderers, which is played on Sunday."},
        {"match 2", "report", "Wanderers reach the semi-final of the valley cup",
         "Wanderers are in the semi-final of the valley cup after beating Union 2-0 on Sunday "
         "afternoon in front of 2,750 spectators. Neither side had a shot on goal in a first half "
         "that "
         "the rain spoilt. Then Petrov found the corner from 25 metres in the 71st minute, and a "
         "counter attack in injury time gave Baptiste an open goal. The coach praised the patience "
         "of "
         "his team and the work of the groundsmen. In the semi-final of the valley cup they meet "
         "Rovers, who had beaten Harbour the night before."},
        {"match 3", "report", "Town reach the semi-final of the valley cup",
         "Town are in the semi-final of the valley cup after beating Athletic 5-4 on penalties on "
         "Saturday afternoon in front of 1,320 spectators. After 120 minutes without a goal, "
         "keeper "
         "Brandt saved two shots and then took the last one himself. The coach praised the defence "
         "and admitted that he had not been able to watch. In the semi-final of the valley cup "
         "they "
         "meet either Mill Lane or the holders, who play their postponed match on Wednesday."},
    };
}

std::vector<Item> changelogs() {
    std::vector<Item> out;
    static constexpr const char* fixes[] = {
        "a crash when the window is closed while a download runs, and a leak in the preview of "
        "images",
        "wrong totals in the report of the month, and buttons that could not be reached by "
        "keyboard",
        "the order of names with accents in the address book, and a freeze on systems with two "
        "screens",
        "slow starts on network drives, and an error message that named the wrong file",
    };
    for (int i = 0; i < 4; ++i) {
        out.push_back(
            {.story = fmt::format("release {}", i),
             .kind = "changelog",
             .title = fmt::format("Ledger 2.{}.0 released", i + 3),
             .text = fmt::format(
                 "We are happy to announce that version 2.{}.0 of Ledger is available for "
                 "all platforms from today. As always we thank everybody who reported "
                 "problems, sent patches or translated the program. This release fixes {}. "
                 "You can get it from our download page or wait for the automatic update. "
                 "Please make a copy of your data before you update. If you like Ledger, "
                 "tell your friends about it or support us with a donation.",
                 i + 3, fixes[i])});
    }
    return out;
}

// Two thirds of each are the same words of welcome and farewell.
std::vector<Item> newsletters() {
    static constexpr const char* topics[] = {
        "roses: cut them in the last days of winter, just above a bud that looks outwards, and "
        "burn "
        "what was ill. Old climbers like it better in summer, after they have bloomed",
        "compost: turn the heap as soon as it has thawed, mix in the leaves of autumn and a little "
        "chalk, and keep the rats away with a fine grid under the lowest layer",
        "tomatoes: sow them on a bright and warm sill, never before the end of February, and move "
        "each plant to a pot of its own when it has four leaves",
    };
    std::vector<Item> out;
    for (int i = 0; i < 3; ++i) {
        out.push_back(
            {.story = fmt::format("garden {}", i),
             .kind = "newsletter",
             .title = fmt::format("Garden letter {}", i + 17),
             .text = fmt::format(
                 "Dear friends of the garden, welcome to another letter from the greenhouse "
                 "by the canal, written as always on the old bench between the lemon trees. "
                 "This time we speak about {}. That is all for now. Write to us if you have "
                 "questions, send us pictures of your beds, and pass this letter on to "
                 "everybody who has dirt under their nails. We wish you mild nights, and see "
                 "you soon at the gate. Your gardeners by the canal.",
                 topics[i])});
    }
    return out;
}

std::vector<Item> same_event_other_words() {
    return {
        {"bridge comment", "opinion", "The old river bridge is open, and still too narrow",
         "Three years and twice the money, and what do we get? The same bridge as before. Nobody "
         "has "
         "thought of cyclists, who have to choose between the cobbles and the lorries that ignore "
         "the sign. Had the council used the closure to build a second, lighter crossing, children "
         "from the eastern quarter could ride to school without fear. Instead there was a brass "
         "band. It is a beautiful piece of masonry, and I am glad that it stands, but a town that "
         "only ever repairs what it has will one day find that everyone has gone around it."},
        {"bridge history", "background", "The stone bridge over the Lenne: a history",
         "The first crossing was a ford, then a ferry; the stone bridge over the Lenne was built "
         "between 1771 and 1779 by masons from the south, who left their signs under the arches. "
         "It "
         "survived two floods, a war in which its eastern arch was blown up, and the plan of 1963 "
         "to "
         "tear it down for a road of four lanes. A citizens' group bought it a year of delay, and "
         "in "
         "that year the money ran out. Since then it has stood on the list of monuments."},
    };
}

}  // namespace

std::vector<Item> articles() {
    std::ifstream file(WEIR_TESTS_DIR "/identity/stories.txt", std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    std::vector<Item> out;
    for (const auto block : weir::split(all, '@')) {
        const auto lines = weir::split(weir::trim(block), '\n');
        if (lines.size() < 3) continue;
        out.push_back({.story = std::string(lines[0]),
                       .kind = "full",
                       .title = std::string(lines[1]),
                       .text = std::string(lines[2])});
    }
    if (out.size() < 10) throw std::runtime_error("tests/identity/stories.txt cannot be read");
    return out;
}

std::vector<Item> retellings(const Item& article) {
    const auto parts = sentences(article.text);
    const auto length = weir::utf8::length(article.text);
    const auto with = [&](std::string kind, std::string title, std::string text) {
        return Item{article.story, std::move(kind), std::move(title), std::move(text)};
    };
    const std::string agency =
        "CITY (WNA) - Our correspondents report what people along the coast have been waiting for "
        "since early in the week. ";
    return {
        article,
        with("teaser", article.title,
             std::string(weir::utf8::prefix(article.text, length * 2 / 5)) + "…"),
        with("other headline", "What you need to know this morning", article.text),
        with("other lead", article.title, agency + from(parts, 1)),
        with("with furniture", article.title + " | The Courier",
             "Home > News > Region\n" + article.title + "\nBy our staff\n" + article.text +
                 "\nShare this article. Read also: ten places to see before you are forty. "
                 "Subscribe "
                 "to our newsletter. The post first appeared on The Courier."),
        with("typeset otherwise", article.title, typeset(article.text)),
        with("cut at the end", article.title,
             article.text.substr(0, article.text.size() - parts.back().size())),
        with("edited", article.title, edited(article.text, 14)),
    };
}

std::vector<Item> near_misses() {
    std::vector<Item> out;
    for (const auto& group : {weather_reports(), earthquakes(), matches(), changelogs(),
                              newsletters(), same_event_other_words()}) {
        out.insert(out.end(), group.begin(), group.end());
    }
    return out;
}

}  // namespace stories
