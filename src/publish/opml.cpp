#include "publish/opml.hpp"

#include "base/text.hpp"
#include "publish/xml_writer.hpp"

#include <map>

namespace weir::publish {

namespace {

/// `category` is a list with commas (OPML 2.0): a tag's own comma would split it.
std::string categories(const std::vector<std::string>& tags) {
    std::string out;
    for (std::string tag : tags) {
        replace_all(tag, ",", " ");
        if (!out.empty()) out += ',';
        out += tag;
    }
    return out;
}

void outline(XmlWriter& xml, const OpmlEntry& entry) {
    const std::string& title = entry.title.empty() ? entry.name : entry.title;
    // "rss" stands for feeds of all formats; readers look for this very word.
    xml.start("outline")
        .value("type", "rss")
        .value("text", title.empty() ? entry.url : title)
        .value("title", title)
        .value("xmlUrl", entry.url)
        .value("htmlUrl", entry.home)
        .value("category", categories(entry.tags))
        .empty();
}

}  // namespace

std::string opml(const std::string& title, const std::vector<OpmlEntry>& entries) {
    std::vector<std::string> folders;
    std::map<std::string, std::vector<const OpmlEntry*>> inside;
    for (const OpmlEntry& entry : entries) {
        if (entry.tags.empty()) continue;
        std::vector<const OpmlEntry*>& folder = inside[entry.tags.front()];
        if (folder.empty()) folders.push_back(entry.tags.front());
        folder.push_back(&entry);
    }

    XmlWriter xml;
    xml.start("opml").value("version", "2.0").open();
    xml.start("head").open();
    xml.element("title", title);
    xml.close("head");
    xml.start("body").open();
    for (const std::string& name : folders) {
        xml.start("outline").value("text", name).value("title", name).open();
        for (const OpmlEntry* entry : inside[name]) outline(xml, *entry);
        xml.close("outline");
    }
    for (const OpmlEntry& entry : entries)
        if (entry.tags.empty()) outline(xml, entry);
    xml.close("body");
    xml.close("opml");
    return xml.take();
}

}  // namespace weir::publish
