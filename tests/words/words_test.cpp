#include "words/words.hpp"

#include "base/utf8.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <string_view>

using weir::words::fold;
using weir::words::Reader;

namespace {

/// "[hello][world]"
std::string words_of(std::string_view text) {
    std::string out;
    for (Reader reader(text); reader.next();) {
        out += '[';
        out += reader.word();
        out += ']';
    }
    return out;
}

}  // namespace

TEST_CASE("a text is read as folded words", "[words]") {
    struct Row {
        std::string_view text;
        std::string_view words;
    };
    const auto row = GENERATE(values<Row>({
        {"", ""},
        {" \n\t-- ... ", ""},
        {"Hello, World!", "[hello][world]"},
        {"C++20's e-mail foo.bar", "[c][20][s][e][mail][foo][bar]"},
        {"snake_case", "[snake][case]"},
        {"Élan vital, NAÏVE façade", "[elan][vital][naive][facade]"},
        {"E\u0301lan", "[elan]"},
        {"Straße STRASSE", "[straße][strasse]"},
        {"Ёлка Йод ЁЛКА", "[елка][иод][елка]"},
        {"Ἀθῆναι ΑΘΗΝΑΙ ΛΌΓΟΣ λόγος", "[αθηναι][αθηναι][λογοσ][λογοσ]"},
        {"ＷＥＩＲ２０", "[weir20]"},
        {"İstanbul", "[istanbul]"},
        {"soft\u00ADhyphen zero\u200Dwidth", "[softhyphen][zerowidth]"},
        {"日本語 kanji", "[日][本][語][kanji]"},
        {"日本語kanji漢字x", "[日][本][語][kanji][漢][字][x]"},
        {"カタカナ", "[カ][タ][カ][ナ]"},
        {"한국어", "[한][국][어]"},
        {"ไทย", "[ไ][ท][ย]"},
        {"\u0643\u0650\u062A\u0627\u0628", "[\u0643\u062A\u0627\u0628]"},
        {"\u05E9\u05C1\u05DC\u05D5\u05DD", "[\u05E9\u05DC\u05D5\u05DD]"},
        {"\u0939\u093F", "[\u0939\uE03F]"},  // A vowel sign keeps its word apart from others.
        {"\u095B \u091C\u093C", "[\u091C][\u091C]"},
        {"½ m²", "[½][m²]"},
        {"a\xff"
         "b",
         "[a][b]"},
        {"\u0301", ""},
        {"🤔 emoji 🎉", "[emoji]"},
    }));
    CAPTURE(row.text);
    CHECK(words_of(row.text) == row.words);
}

TEST_CASE("a word knows where it stands in the text", "[words]") {
    const std::string_view text = "«Ünder» 日本-x";
    std::string seen;
    for (Reader reader(text); reader.next();) {
        seen += text.substr(reader.begin(), reader.end() - reader.begin());
        seen += '|';
    }
    CHECK(seen == "Ünder|日|本|x|");
}

TEST_CASE("folding changes letters and leaves all else in place", "[words]") {
    CHECK(fold("Crème Brûlée, 2 €!") == "creme brulee, 2 €!");
    CHECK(fold("#Ünïcode/日本") == "#unicode/日本");
    CHECK(fold("\u0939\u093F") == "\u0939\u093F");
    CHECK(fold("co\u00ADop") == "coop");
    CHECK(fold("") == "");
}

TEST_CASE("folding twice changes nothing more", "[words]") {
    for (char32_t code = 1; code < 0x20000; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        std::string text;
        weir::utf8::append(text, code);
        const std::string once = fold(text);
        if (fold(once) != once) FAIL("U+" << std::hex << static_cast<unsigned>(code));
    }
}

TEST_CASE("unicode61 reads our words as they are", "[words]") {
    SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(
        "CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61 remove_diacritics 2');"
        "CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance');");
    std::map<std::int64_t, std::string> expected;
    {
        SQLite::Statement insert(db, "INSERT INTO t(rowid, a) VALUES (?, ?)");
        SQLite::Transaction transaction(db);
        for (char32_t code = 1; code < 0x33000; ++code) {
            if (code >= 0xD800 && code <= 0xDFFF) continue;
            if (code > 0x20010 && code < 0x32300) continue;  // One block of Han, all alike.
            std::string text;
            weir::utf8::append(text, code);
            Reader reader(text);
            if (!reader.next()) continue;
            const std::string word(reader.word());
            expected[code] = word;
            insert.bind(1, static_cast<std::int64_t>(code));
            insert.bind(2, word);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    }
    REQUIRE(expected.size() > 90'000);
    std::size_t seen = 0;
    SQLite::Statement select(db, "SELECT doc, term FROM v");
    while (select.executeStep()) {
        ++seen;
        const std::int64_t code = select.getColumn(0).getInt64();
        if (select.getColumn(1).getString() != expected[code]) FAIL("U+" << std::hex << code);
    }
    CHECK(seen == expected.size());
}

TEST_CASE("what unicode61 takes for equal is equal to us", "[words]") {
    SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(
        "CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61 remove_diacritics 2');"
        "CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance');");
    {
        SQLite::Statement insert(db, "INSERT INTO t(rowid, a) VALUES (?, ?)");
        SQLite::Transaction transaction(db);
        for (char32_t code = 0x80; code < 0x3000; ++code) {
            std::string text;
            weir::utf8::append(text, code);
            insert.bind(1, static_cast<std::int64_t>(code));
            insert.bind(2, text);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    }
    SQLite::Statement select(db, "SELECT doc, term FROM v");
    while (select.executeStep()) {
        const std::int64_t code = select.getColumn(0).getInt64();
        const std::string term = select.getColumn(1).getString();
        std::string text;
        weir::utf8::append(text, static_cast<char32_t>(code));
        if (fold(text) != fold(term)) FAIL("U+" << std::hex << code << " " << term);
    }
}
