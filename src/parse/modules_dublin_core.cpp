#include "base/text.hpp"
#include "parse/fields.hpp"
#include "parse/language.hpp"
#include "parse/modules.hpp"
#include "parse/people.hpp"

#include <algorithm>

/// Dublin Core elements 1.1 and terms. The ranks say where each stands behind a format's own
/// element, which has rank 0.
namespace weir::parse {
namespace {

bool read_common(const Element& element, CommonDraft& draft) {
    switch (element.name()) {
        case "title"_name:
            offer_line(draft.title, 3, element);
            return true;
        case "creator"_name:
        case "author"_name:
            draft.authors.add(read_person_element(element));
            return true;
        case "contributor"_name:
            merge_people(draft.contributors, read_person_element(element));
            return true;
        case "subject"_name:
            draft.add_tag(plain_line(element));
            return true;
        case "issued"_name:
            offer_date(draft.published, 2, element);
            return true;
        case "date"_name:
            offer_date(draft.published, 3, element);
            return true;
        case "created"_name:
            offer_date(draft.published, 4, element);
            return true;
        case "available"_name:
            offer_date(draft.published, 5, element);
            return true;
        case "modified"_name:
            offer_date(draft.updated, 2, element);
            return true;
        case "rights"_name:
            offer_line(draft.copyright, 1, element);
            return true;
        case "language"_name:
            draft.language.offer(1, language_tag(element.text()));
            return true;
        default:
            return false;
    }
}

}  // namespace

void read_dublin_core(const Element& element, EntryDraft& draft) {
    if (read_common(element, draft)) return;
    if (element.name() == "description"_name) offer_html(draft.brief, 2, element);
    if (element.name() == "abstract"_name) offer_html(draft.brief, 3, element);
}

void read_dublin_core(const Element& element, FeedDraft& draft) {
    if (read_common(element, draft)) return;
    if (element.name() == "description"_name) offer_line(draft.description, 2, element);
    if (element.name() == "publisher"_name && draft.publisher.wants(1)) {
        std::vector<Person> people = read_person_element(element);
        if (!people.empty()) draft.publisher.offer(1, std::move(people.front()));
    }
}

}  // namespace weir::parse
