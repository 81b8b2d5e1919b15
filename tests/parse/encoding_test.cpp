#include "base/utf8.hpp"
#include "parse/text.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace std::string_literals;
using namespace std::string_view_literals;
using weir::parse::Decoded;
using weir::parse::to_utf8;

namespace {

std::string declared(std::string_view encoding, std::string_view body) {
    return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?><t>" +
           std::string(body) + "</t>";
}

bool has(const Decoded& decoded, std::string_view code) {
    return std::any_of(decoded.notices.begin(), decoded.notices.end(),
                       [code](const weir::Notice& notice) { return notice.code == code; });
}

bool holds(const Decoded& decoded, std::string_view text) {
    return decoded.text.find("<t>" + std::string(text) + "</t>") != std::string::npos;
}

// ASCII text in `width` bytes a character.
std::string widened(std::string_view text, std::size_t width, bool big) {
    std::string out;
    for (const char c : text) {
        const std::string zeros(width - 1, '\0');
        out += big ? zeros + c : c + zeros;
    }
    return out;
}

std::string gzipped(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("each encoding that a document declares is read", "[parse]") {
    struct Row {
        std::string_view label;
        std::string_view bytes;
        std::string_view text;
    };
    const auto row = GENERATE(values<Row>({
        {"utf-8", "\xC3\xA9", "é"},
        {"UTF8", "\xC3\xA9", "é"},
        {"iso-8859-1", "\xE9 \x80\x93", "é €“"},
        {"latin1", "caf\xE9", "café"},
        {"us-ascii", "\x93q\x94", "“q”"},
        {"windows-1252", "\x81\x9F", "\u0081Ÿ"},
        {" ISO_8859-1:1987 ", "\xFC", "ü"},
        {"iso-8859-2", "\xB1\xB6", "ąś"},
        {"iso-8859-5", "\xBF\xE0", "Пр"},
        {"iso-8859-7", "\xC1\xF9", "Αω"},
        {"iso-8859-8-i", "\xE0", "א"},
        {"iso-8859-9", "\xFD\x80", "ı€"},
        {"iso-8859-15", "\xA4", "€"},
        {"iso-8859-16", "\xAA", "Ș"},
        {"windows-1250", "\x9A", "š"},
        {"windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
        {"windows-1253", "\xC1", "Α"},
        {"windows-1255", "\xE0", "א"},
        {"windows-1256", "\xC7", "ا"},
        {"windows-1257", "\xE0", "ą"},
        {"windows-1258", "\xFE", "₫"},
        {"tis-620", "\xA1\x80", "ก€"},
        {"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет"},
        {"koi8-u", "\xA4", "є"},
        {"ibm866", "\x8F", "П"},
        {"macintosh", "\x8E", "é"},
        {"x-mac-cyrillic", "\x8F", "П"},
        {"gb2312", "\xC4\xE3\xBA\xC3\x80", "你好€"},
        {"gbk", "\x81\x40", "丂"},
        {"gb18030", "\x94\x39\xDA\x33", "💩"},
        {"big5", "\xA7\x41\xA6\x6E", "你好"},
        {"shift_jis", "\x93\xFA\x96\x7B\xB1\x87\x40", "日本ｱ①"},
        {"x-sjis", "\x93\xFA", "日"},
        {"windows-31j", "\x93\xFA", "日"},
        {"euc-jp", "\xC6\xFC\xCB\xDC", "日本"},
        {"iso-2022-jp", "\x1B$BF|K\\\x1B(B", "日本"},
        {"euc-kr", "\xB0\xA1", "가"},
        {"ks_c_5601-1987", "\x81\x41", "갂"},
        {"x-user-defined", "\x80\xFF", "\uF780\uF7FF"},
        {"IBM437", "\x80", "Ç"},
        {"cp850", "\x84", "ä"},
        {"437", "\x80", "Ç"},
    }));
    CAPTURE(row.label);

    const Decoded decoded = to_utf8(declared(row.label, row.bytes), "");
    CHECK(holds(decoded, row.text));
    CHECK(decoded.notices.empty());
}

TEST_CASE("UTF-16 and UTF-32 are read in both orders, with and without a mark", "[parse]") {
    struct Row {
        std::size_t width;
        bool big;
        std::string_view mark;
        std::string_view name;
    };
    const auto row = GENERATE(values<Row>({
        {2, false, "\xFF\xFE"sv, "utf-16le"},
        {2, true, "\xFE\xFF"sv, "utf-16be"},
        {4, false, "\xFF\xFE\x00\x00"sv, "utf-32le"},
        {4, true, "\x00\x00\xFE\xFF"sv, "utf-32be"},
    }));
    CAPTURE(row.name);
    const std::string document = declared("utf-16", "plain");
    const std::string wide = widened(document, row.width, row.big);

    for (const std::string& bytes :
         {std::string(row.mark) + wide, wide, widened("\n ", row.width, row.big) + wide}) {
        const Decoded decoded = to_utf8(bytes, "");
        CHECK(holds(decoded, "plain"));
        CHECK(decoded.encoding == row.name);
        CHECK(decoded.notices.empty());
    }
    SECTION("whatever the server says") {
        const Decoded decoded = to_utf8(wide, "text/xml; charset=utf-8");
        CHECK(holds(decoded, "plain"));
        CHECK(has(decoded, "encoding-impossible"));
    }
}

TEST_CASE("wide text keeps all characters and loses only what is none", "[parse]") {
    const std::string bytes = "<\0t\0>\0\x3D\xD8\xA9\xDC\x20\xAC\x00\xD8!\0<\0/\0t\0>\0\xFF"s;
    const Decoded decoded = to_utf8(bytes, "");
    CHECK(decoded.text == "<t>💩\uAC20\uFFFD!</t>\uFFFD");
    CHECK(has(decoded, "invalid-bytes"));
}

TEST_CASE("a byte order mark, then the server, then the document rule", "[parse]") {
    struct Row {
        std::string_view why;
        std::string bytes;
        std::string_view content_type;
        std::string_view text;
        std::string_view notice;
    };
    const auto row = GENERATE(values<Row>({
        {"mark over document", "\xEF\xBB\xBF" + declared("koi8-r", "é"), "", "é",
         "encoding-conflict"},
        {"mark over server", "\xEF\xBB\xBF" + declared("utf-8", "é"), "text/xml; charset=koi8-r",
         "é", "encoding-conflict"},
        {"two marks", "\xEF\xBB\xBF\xEF\xBB\xBF" + declared("utf-8", "é"), "", "é", ""},
        {"server over document", declared("koi8-r", "\xCF\xF0"), "text/xml; charset=windows-1251",
         "Пр", "encoding-conflict"},
        {"server alone", "<t>\xCF\xF0</t>", "application/xml;charset=\"windows-1251\"", "Пр", ""},
        {"quoted by apostrophes", "<t>\xCF\xF0</t>", "text/xml; charset='windows-1251'; x=y", "Пр",
         ""},
        {"with blanks", "<t>\xCF\xF0</t>", "text/xml; a=b; CHARSET = windows-1251 ", "Пр", ""},
        {"both agree in other words", declared("latin1", "\xE9"), "text/xml; charset=ISO-8859-1",
         "é", ""},
        {"text/xml without charset is not ASCII", declared("utf-8", "é"), "text/xml", "é", ""},
        {"nothing said", "<t>é</t>", "", "é", ""},
        {"unknown server label", declared("koi8-r", "\xF0"), "text/xml; charset=klingon", "П",
         "encoding-unknown"},
        {"unknown document label", declared("klingon", "é"), "", "é", "encoding-unknown"},
        {"utf-16 in ASCII bytes", declared("utf-16", "é"), "", "é", "encoding-impossible"},
        {"EBCDIC in ASCII bytes", declared("IBM037", "é"), "", "é", "encoding-impossible"},
        {"UTF-7", declared("utf-7", "+AOk-"), "", "+AOk-", "encoding-unsafe"},
        {"HZ", declared("hz-gb-2312", "~{"), "", "~{", "encoding-unsafe"},
        {"an injected label", declared("koi8-r//IGNORE", "é"), "", "é", "encoding-unknown"},
        {"iconv's own names", declared("wchar_t", "é"), "", "é", "encoding-unknown"},
    }));
    CAPTURE(row.why);

    const Decoded decoded = to_utf8(row.bytes, row.content_type);
    CHECK(holds(decoded, row.text));
    CHECK_FALSE(decoded.text.starts_with("\xEF\xBB\xBF"));
    CHECK(decoded.notices.size() == (row.notice.empty() ? 0 : 1));
    CHECK((row.notice.empty() || has(decoded, row.notice)));
}

TEST_CASE("a declaration is found although it is broken or not the first thing", "[parse]") {
    const auto head = GENERATE(values<std::string_view>({
        "<?xml version='1.0' encoding='koi8-r'?>",
        "<?xml version=1.0 encoding=koi8-r?>",
        "<?xml version=\"1.0\" encoding = \"koi8-r\" >",
        "<?xml encoding=\"koi8-r\" version=\"1.0",
        "\n\n <?XML VERSION='1.0' ENCODING='KOI8-R'?>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\" encoding=\"koi8-r\"?>",
        "<?xml version='1.0' encoding='nonsense'?><?xml version='1.0' encoding='koi8-r'?>",
        "<!-- made by hand --><?xml version='1.0' encoding='koi8-r'?>",
        "<br />\n<b>Warning</b>: mysql_connect() in <b>/a.php</b> on line <b>5</b><br />\n"
        "<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
    }));
    CAPTURE(head);
    CHECK(holds(to_utf8(std::string(head) + "<t>\xF0</t>", ""), "П"));
}

TEST_CASE("bytes that are not what the label says are read as what they are", "[parse]") {
    SECTION("UTF-8 under a label of windows-1252") {
        const Decoded decoded = to_utf8(declared("windows-1252", "Zürich"), "");
        CHECK(holds(decoded, "Zürich"));
        REQUIRE(has(decoded, "encoding-wrong"));
        CHECK(decoded.notices.front().message ==
              "The text says 'windows-1252', but the bytes are UTF-8; they were read as UTF-8.");
    }
    SECTION("UTF-8 under a label of GBK, if there is enough of it") {
        CHECK(holds(to_utf8(declared("gb2312", "这是一个新闻频道"), ""), "这是一个新闻频道"));
        CHECK(holds(to_utf8(declared("gb2312", "\xC4\xA3\xC4\xA3"), ""), "模模"));
    }
    SECTION("windows-1252 under a label of UTF-8") {
        const Decoded decoded = to_utf8(declared("utf-8", "caf\xE9 \x93quoted\x94 \x96 \x80"), "");
        CHECK(holds(decoded, "café “quoted” – €"));
        CHECK(decoded.encoding == "windows-1252");
        CHECK(has(decoded, "encoding-wrong"));
    }
    SECTION("what the document says, when the server's UTF-8 is wrong") {
        const std::string bytes = declared("windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2");
        CHECK(holds(to_utf8(bytes, "text/xml; charset=utf-8"), "Привет"));
    }
    SECTION("a few bad bytes cost only themselves") {
        const Decoded decoded = to_utf8(declared("utf-8", "\nüöä \xFF é \x92 ß\xE2\x82 ok"), "");
        CHECK(holds(decoded, "\nüöä \uFFFD é \uFFFD ß\uFFFD ok"));
        REQUIRE(has(decoded, "invalid-bytes"));
        CHECK(decoded.notices.front().line == 2);
    }
    SECTION("a cut at the end is no sign of another encoding") {
        CHECK(to_utf8("<t>abc\xE2\x82", "").text == "<t>abc\uFFFD");
    }
    SECTION("bad bytes in a multi-byte encoding never swallow a tag") {
        CHECK(holds(to_utf8(declared("gbk", "\xC4\xE3\xFF"), ""), "你\uFFFD"));
        CHECK(holds(to_utf8(declared("shift_jis", "\x93\xFA\x93"), ""), "日\uFFFD"));
    }
    SECTION("marks of UTF-16 before text that is ASCII") {
        CHECK(to_utf8("\xFF\xFE<t>x</t>", "").text.find("<t>x</t>") != std::string::npos);
    }
}

TEST_CASE("EBCDIC is known by its first bytes", "[parse]") {
    // <?xml version="1.0" encoding="IBM037"?><t>a</t>
    const std::string bytes =
        "\x4C\x6F\xA7\x94\x93\x40\xA5\x85\x99\xA2\x89\x96\x95\x7E\x7F\xF1\x4B\xF0\x7F\x40\x85\x95"
        "\x83\x96\x84\x89\x95\x87\x7E\x7F\xC9\xC2\xD4\xF0\xF3\xF7\x7F\x6F\x6E\x4C\xA3\x6E\x81\x4C"
        "\x61\xA3\x6E";
    CHECK(holds(to_utf8(bytes, ""), "a"));
}

TEST_CASE("a gzip file is unpacked, as far as it goes", "[parse]") {
    const std::string document = declared("utf-8", std::string(5000, 'x') + "é");
    const std::string packed = gzipped(document);

    const Decoded whole = to_utf8(packed, "application/gzip");
    CHECK(whole.text == document);
    CHECK(has(whole, "gzip-body"));
    CHECK_FALSE(has(whole, "gzip-damaged"));

    const Decoded cut = to_utf8(packed.substr(0, packed.size() - 12), "");
    CHECK(cut.text.starts_with("<?xml"));
    CHECK(has(cut, "gzip-damaged"));

    const Decoded bomb = to_utf8(gzipped(std::string(std::size_t{80} << 20U, ' ')), "");
    CHECK(bomb.text.size() <= std::size_t{64} << 20U);
}

TEST_CASE("any bytes at all become valid UTF-8 without marks", "[parse]") {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    for (const std::string_view type :
         {"", "a; charset=utf-8", "a; charset=gbk", "a; charset=big5", "a; charset=euc-kr",
          "a; charset=shift_jis", "a; charset=iso-2022-jp", "a; charset=utf-16"}) {
        CAPTURE(type);
        CHECK(weir::utf8::valid(to_utf8(all + all, type).text));
    }
    CHECK(to_utf8("", "").text.empty());
    CHECK(to_utf8("\xEF\xBB\xBF", "").text.empty());
    CHECK(to_utf8("\xFF\xFE", "").text.size() <= 6);
}
