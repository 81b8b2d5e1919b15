#include "stories.hpp"

#include "identity/identity.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using stories::Item;
using weir::identity::fingerprint;
using weir::identity::same_story;
using weir::identity::Sketch;

namespace {

std::string name(const Item& item) {
    return item.story + "/" + item.kind;
}

std::size_t common_values(const Sketch& a, const Sketch& b) {
    const std::set<std::uint32_t> values(a.begin(), a.end());
    return static_cast<std::size_t>(std::count_if(
        b.begin(), b.end(), [&](auto value) { return value != 0 && values.count(value) != 0; }));
}

// Found as the store finds it: two common sketch values make a candidate, which is compared.
struct Verdict {
    std::size_t common = 0;
    bool same = false;
};
Verdict judge(const Item& a, const Sketch& of_a, const Item& b, const Sketch& of_b) {
    Verdict verdict;
    verdict.common = common_values(of_a, of_b);
    verdict.same =
        verdict.common >= 2 && same_story({a.title, a.text}, {b.title, b.text}, false).has_value();
    return verdict;
}

}  // namespace

TEST_CASE("copies of a story are found and look-alikes are not", "[identity]") {
    std::vector<Item> items = stories::near_misses();
    for (const Item& article : stories::articles()) {
        for (Item& item : stories::retellings(article)) items.push_back(std::move(item));
    }
    REQUIRE(items.size() > 120);
    std::vector<Sketch> sketches;
    for (const Item& item : items) sketches.push_back(fingerprint(item.title, item.text).sketch);
    std::size_t copies = 0;
    std::size_t found = 0;
    std::size_t claimed = 0;
    std::string mistakes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            const bool same = items[i].story == items[j].story;
            const Verdict verdict = judge(items[i], sketches[i], items[j], sketches[j]);
            copies += same ? 1 : 0;
            claimed += verdict.same ? 1 : 0;
            found += same && verdict.same ? 1 : 0;
            if (same != verdict.same) {
                mistakes += (same ? "missed: " : "mixed up: ") + name(items[i]) + " and " +
                            name(items[j]) + ", " + std::to_string(verdict.common) +
                            " common sketch values\n";
            }
        }
    }
    const double precision = static_cast<double>(found) / static_cast<double>(claimed);
    const double recall = static_cast<double>(found) / static_cast<double>(copies);
    INFO(mistakes);
    CAPTURE(items.size(), copies, found, claimed, precision, recall);
    CHECK(precision >= 0.99);
    CHECK(recall >= 0.95);
}

TEST_CASE("within one feed only near-equal titles and texts are the same", "[identity]") {
    const auto article = stories::articles().front();
    std::string edited = article.text;
    edited.replace(edited.find("Monday"), 6, "Tuesday");
    CHECK(same_story({article.title, article.text}, {article.title, edited}, true));
    CHECK_FALSE(same_story({article.title, article.text}, {"Bridge: what now?", edited}, true));
    CHECK(same_story({article.title, article.text}, {"Bridge: what now?", edited}, false));
    const std::string half =
        article.text.substr(0, article.text.size() / 2) + stories::articles()[1].text;
    CHECK_FALSE(same_story({article.title, article.text}, {article.title, half}, true));
}

TEST_CASE("texts of a few words are never the same story", "[identity]") {
    const std::string text = "Read more about this on our site";  // Seven words.
    CHECK_FALSE(same_story({"A title", text}, {"A title", text}, false));
    CHECK_FALSE(same_story({"A title", ""}, {"A title", ""}, false));
    CHECK(fingerprint("A title", text).sketch == Sketch{});
    CHECK(fingerprint("A title", text).words == 7);
    // A text that only repeats its title says nothing.
    const std::string title = "A title of ten words that stands in the text";
    CHECK_FALSE(same_story({title, title}, {title, title}, false));
    CHECK(fingerprint(title, title).words == 0);
}

TEST_CASE("two issues of a series are two stories however alike", "[identity]") {
    const auto article = stories::articles().front();
    CHECK_FALSE(same_story({"Letter 41", article.text}, {"Letter 42", article.text}, false));
    CHECK(same_story({"Letter 41", article.text}, {"Letter 41", article.text}, false));
    CHECK(same_story({"Letter 41", article.text}, {"The letter", article.text}, false));
}

TEST_CASE("texts whose figures differ are different reports", "[identity]") {
    const auto report = [](const char* magnitude, const char* people, const char* clock) {
        return std::string("The ground shook with a magnitude of ") + magnitude +
               " on Friday, and the service counted " + people +
               " people who felt it and reported it by telephone before " + clock +
               " in the evening of that day.";
    };
    const std::string one = report("4.1", "1,942", "18:30");
    const std::string other = report("4.3", "1,492", "18:55");
    CHECK_FALSE(same_story({"Tremor", one}, {"Tremor", other}, false));
    CHECK(same_story({"Tremor", one}, {"Tremor", report("4.1", "1'942", "18:55")}, false));
}

TEST_CASE("the verdict is the same both ways and says why", "[identity]") {
    const auto all = stories::retellings(stories::articles()[2]);
    for (const Item& a : all) {
        for (const Item& b : all) {
            const auto forth = same_story({a.title, a.text}, {b.title, b.text}, false);
            const auto back = same_story({b.title, b.text}, {a.title, a.text}, false);
            REQUIRE(forth.has_value() == back.has_value());
            if (!forth) continue;
            CHECK(forth->containment == Approx(back->containment));
            CHECK(forth->rule == back->rule);
        }
    }
    const Item& full = all.front();
    CHECK(same_story({full.title, full.text}, {full.title, full.text}, false)->rule ==
          "100 % of the shorter text stands in the longer one, 100 % of the titles' words agree");
}

TEST_CASE("a fingerprint depends on words alone", "[identity]") {
    const auto article = stories::articles().front();
    const auto print = fingerprint(article.title, article.text);
    std::string shouted = article.text;
    for (char& c : shouted) {
        if (c == ' ') c = '\n';
        if (c == ',') c = ';';
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    CHECK(fingerprint("Other title", shouted) == print);
    CHECK(fingerprint(article.title, article.title + "\n" + article.text) == print);
    CHECK(print.words > 100);
    CHECK(std::count(print.sketch.begin(), print.sketch.end(), 0U) == 0);
    CHECK(std::is_sorted(print.sketch.begin(), print.sketch.begin() + 12));
    CHECK(std::is_sorted(print.sketch.begin() + 12, print.sketch.end()));
    const std::set<std::uint32_t> values(print.sketch.begin(), print.sketch.end());
    CHECK(values.size() == print.sketch.size());

    // Stored in databases: these values may not change.
    const auto known = fingerprint("", "one two three four five six seven eight");
    CHECK(known.words == 8);
    CHECK(known.sketch[0] != 0);
    CHECK(known.sketch[5] != 0);
    CHECK(std::count(known.sketch.begin(), known.sketch.end(), 0U) == 26);
}
