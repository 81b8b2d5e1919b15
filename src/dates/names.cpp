#include "dates/names.hpp"

#include <algorithm>
#include <array>

namespace weir::dates {
namespace {

struct Month {
    std::string_view name;
    unsigned number;
};

constexpr std::array months{
    // English
    Month{"january", 1},
    Month{"february", 2},
    Month{"march", 3},
    Month{"april", 4},
    Month{"may", 5},
    Month{"june", 6},
    Month{"july", 7},
    Month{"august", 8},
    Month{"september", 9},
    Month{"october", 10},
    Month{"november", 11},
    Month{"december", 12},
    // German, with Austria's January and spellings without umlaut
    Month{"januar", 1},
    Month{"janner", 1},
    Month{"februar", 2},
    Month{"marz", 3},
    Month{"maerz", 3},
    Month{"mrz", 3},
    Month{"mai", 5},
    Month{"juni", 6},
    Month{"juli", 7},
    Month{"oktober", 10},
    Month{"dezember", 12},
    // French
    Month{"janvier", 1},
    Month{"fevrier", 2},
    Month{"mars", 3},
    Month{"avril", 4},
    Month{"juin", 6},
    Month{"juillet", 7},
    Month{"aout", 8},
    Month{"septembre", 9},
    Month{"octobre", 10},
    Month{"novembre", 11},
    Month{"decembre", 12},
    // Italian
    Month{"gennaio", 1},
    Month{"febbraio", 2},
    Month{"marzo", 3},
    Month{"aprile", 4},
    Month{"maggio", 5},
    Month{"giugno", 6},
    Month{"luglio", 7},
    Month{"agosto", 8},
    Month{"settembre", 9},
    Month{"ottobre", 10},
    Month{"dicembre", 12},
    // Spanish
    Month{"enero", 1},
    Month{"febrero", 2},
    Month{"abril", 4},
    Month{"mayo", 5},
    Month{"junio", 6},
    Month{"julio", 7},
    Month{"septiembre", 9},
    Month{"setiembre", 9},
    Month{"octubre", 10},
    Month{"noviembre", 11},
    Month{"diciembre", 12},
    // Russian, nominative and genitive
    Month{"январь", 1},
    Month{"января", 1},
    Month{"февраль", 2},
    Month{"февраля", 2},
    Month{"март", 3},
    Month{"марта", 3},
    Month{"апрель", 4},
    Month{"апреля", 4},
    Month{"май", 5},
    Month{"мая", 5},
    Month{"июнь", 6},
    Month{"июня", 6},
    Month{"июль", 7},
    Month{"июля", 7},
    Month{"август", 8},
    Month{"августа", 8},
    Month{"сентябрь", 9},
    Month{"сентября", 9},
    Month{"октябрь", 10},
    Month{"октября", 10},
    Month{"ноябрь", 11},
    Month{"ноября", 11},
    Month{"декабрь", 12},
    Month{"декабря", 12},
};

constexpr std::array<std::string_view, 51> weekdays{
    "monday",    "tuesday",     "wednesday",   "thursday", "friday",     "saturday", "sunday",
    "weds",      "montag",      "dienstag",    "mittwoch", "donnerstag", "freitag",  "samstag",
    "sonnabend", "sonntag",     "lundi",       "mardi",    "mercredi",   "jeudi",    "vendredi",
    "samedi",    "dimanche",    "lunedi",      "martedi",  "mercoledi",  "giovedi",  "venerdi",
    "sabato",    "domenica",    "lunes",       "martes",   "miercoles",  "jueves",   "viernes",
    "sabado",    "domingo",     "понедельник", "вторник",  "среда",      "четверг",  "пятница",
    "суббота",   "воскресенье", "пн",          "вт",       "ср",         "чт",       "пт",
    "сб",        "вс",
};

constexpr std::array<std::string_view, 30> fillers{
    "st",  "nd",  "rd",   "th",  "er",  "re",  "at", "on",   "of",  "the",
    "um",  "uhr", "den",  "der", "am",  "vom", "le", "a",    "de",  "del",
    "las", "el",  "alle", "ore", "ora", "il",  "г",  "года", "год", "в",
};

/// Bytes of `letters` letters: Cyrillic ones take two.
std::size_t bytes_of(std::size_t letters, std::string_view word) {
    return static_cast<unsigned char>(word.front()) < 0x80 ? letters : letters * 2;
}

}  // namespace

unsigned month(std::string_view word) {
    if (word.size() < bytes_of(3, word)) return 0;
    unsigned found = 0;
    for (const auto& candidate : months) {
        if (!candidate.name.starts_with(word)) continue;
        if (candidate.name.size() == word.size()) return candidate.number;
        if (found != 0 && found != candidate.number) return 0;
        found = candidate.number;
    }
    return found;
}

bool is_weekday(std::string_view word) {
    if (word.size() < bytes_of(2, word)) return false;
    return std::any_of(weekdays.begin(), weekdays.end(),
                       [word](std::string_view name) { return name.starts_with(word); });
}

bool is_filler(std::string_view word) {
    return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

}  // namespace weir::dates
