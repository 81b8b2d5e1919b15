#include "base/encoding_labels.hpp"

#include "base/text.hpp"
#include "base/encoding_decode.hpp"

#include <algorithm>
#include <array>

namespace weir {
namespace {

struct Row {
    std::string_view name;   ///< Of the encoding.
    std::string_view iconv;  ///< glibc's name, or empty.
    Codec codec;
    std::string_view labels;  ///< Separated by blanks.
};

// WHATWG Encoding standard section 4.2. gbk is a part of gb18030; the byte 0x80 apart, so is its
// decoder. glibc's CP949 is called UHC.
constexpr std::array<Row, 42> rows = {{
    {"utf-8", "", Codec::utf8,
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"},
    {"ibm866", "IBM866", Codec::iconv, "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", "ISO-8859-2", Codec::iconv,
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "ISO-8859-3", Codec::iconv,
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "ISO-8859-4", Codec::iconv,
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "ISO-8859-5", Codec::iconv,
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988"},
    {"iso-8859-6", "ISO-8859-6", Codec::iconv,
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", "ISO-8859-7", Codec::iconv,
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", "ISO-8859-8", Codec::iconv,
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "ISO-8859-8", Codec::iconv, "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", "ISO-8859-10", Codec::iconv,
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "ISO-8859-13", Codec::iconv, "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "ISO-8859-14", Codec::iconv, "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "ISO-8859-15", Codec::iconv,
     "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", "ISO-8859-16", Codec::iconv, "iso-8859-16"},
    {"koi8-r", "KOI8-R", Codec::iconv, "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", "KOI8-U", Codec::iconv, "koi8-ru koi8-u"},
    {"macintosh", "MACINTOSH", Codec::iconv, "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", "CP874", Codec::iconv,
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", "CP1250", Codec::iconv, "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", "CP1251", Codec::iconv, "cp1251 windows-1251 x-cp1251"},
    {"windows-1252", "", Codec::windows_1252,
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {"windows-1253", "CP1253", Codec::iconv, "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", "CP1254", Codec::iconv,
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254"},
    {"windows-1255", "CP1255", Codec::iconv, "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", "CP1256", Codec::iconv, "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", "CP1257", Codec::iconv, "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", "CP1258", Codec::iconv, "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", "MAC-CYRILLIC", Codec::iconv, "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", "GB18030", Codec::iconv,
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {"gb18030", "GB18030", Codec::iconv, "gb18030"},
    {"big5", "BIG5-HKSCS", Codec::iconv, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", "EUC-JP-MS", Codec::iconv, "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {"iso-2022-jp", "ISO-2022-JP", Codec::iconv, "csiso2022jp iso-2022-jp"},
    {"shift_jis", "WINDOWS-31J", Codec::iconv,
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {"euc-kr", "UHC", Codec::iconv,
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949"},
    {"utf-16be", "", Codec::utf16be, "unicodefffe utf-16be"},
    {"utf-16le", "", Codec::utf16le,
     "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
    {"x-user-defined", "", Codec::user_defined, "x-user-defined"},
    // Not WHATWG's from here on.
    {"utf-32be", "", Codec::utf32be, "utf-32be ucs-4be"},
    {"utf-32le", "", Codec::utf32le, "utf-32 utf-32le ucs-4 ucs-4le csucs4 iso-10646-ucs-4"},
    {"windows-1252", "", Codec::windows_1252, "iso-latin-1 ansi us_ascii iso-646-us 8859-1 8859_1"},
}};

bool lists(std::string_view labels, std::string_view label) {
    std::size_t at = 0;
    while ((at = labels.find(label, at)) != std::string_view::npos) {
        const std::size_t end = at + label.size();
        const bool starts = at == 0 || labels[at - 1] == ' ';
        const bool ends = end == labels.size() || labels[end] == ' ';
        if (starts && ends) return true;
        at = end;
    }
    return false;
}

std::optional<Encoding> find_in_table(std::string_view label) {
    for (const Row& row : rows) {
        if (!lists(row.labels, label)) continue;
        return Encoding{std::string(row.name), row.codec, std::string(row.iconv)};
    }
    return std::nullopt;
}

std::string normal(std::string_view label) {
    while (!label.empty() && (label.back() == ';' || label.back() == ',')) label.remove_suffix(1);
    return lower(trim(label));
}

// Names that glibc answers to although they are no encoding of documents, or depend on this host.
bool is_internal(std::string_view label) {
    return label == "char" || label == "wchar_t" || label == "internal";
}

// IBM437, cp850, ebcdic-cp-us: beyond WHATWG's table, but real feeds exist and iconv knows them.
std::optional<Encoding> find_in_iconv(const std::string& label) {
    constexpr std::size_t longest = 40;
    const bool plain = std::all_of(label.begin(), label.end(), [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == ':' ||
               c == '.';
    });
    if (label.empty() || label.size() > longest || !plain || is_internal(label)) return {};
    const bool digits = std::all_of(label.begin(), label.end(), is_ascii_digit);
    const std::string iconv = digits ? "cp" + label : label;
    if (label.starts_with("utf") || label.starts_with("ucs") || !iconv_knows(iconv)) return {};
    return Encoding{label, Codec::iconv, iconv};
}

}  // namespace

bool is_refused(std::string_view label) {
    const std::string name = normal(label);
    return name.find("utf-7") != std::string::npos || name.find("utf7") != std::string::npos ||
           name.find("utf_7") != std::string::npos || name.starts_with("hz") ||
           name == "csiso2022kr" || name.starts_with("iso-2022-cn") ||
           name.starts_with("iso-2022-kr") || name == "replacement";
}

std::optional<Encoding> find_encoding(std::string_view label) {
    std::string name = normal(label);
    constexpr std::size_t longest = 64;  // No label comes near.
    if (name.empty() || name.size() > longest || name.find(' ') != std::string::npos ||
        is_refused(name)) {
        return std::nullopt;
    }
    if (auto found = find_in_table(name)) return found;
    std::string hyphens = name;  // "utf_8" is what Python calls it.
    std::replace(hyphens.begin(), hyphens.end(), '_', '-');
    if (auto found = find_in_table(hyphens)) return found;
    return find_in_iconv(name);
}

bool is_wide(const Encoding& encoding) {
    return encoding.codec == Codec::utf16le || encoding.codec == Codec::utf16be ||
           encoding.codec == Codec::utf32le || encoding.codec == Codec::utf32be;
}

bool extends_ascii(const Encoding& encoding) {
    if (is_wide(encoding)) return false;
    if (encoding.codec != Codec::iconv) return true;
    constexpr std::string_view sample = "<?xml version=\"1.0\" abc='XYZ'?>";
    return decode_iconv(sample, encoding.iconv).text == sample;
}

}  // namespace weir
