#include "yaml/reader.hpp"

#include "yaml/abridged.hpp"
#include "yaml/findings.hpp"
#include "yaml/node_builder.hpp"
#include "yaml/prescan.hpp"
#include "yaml/syntax_error.hpp"
#include "yaml/text_check.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <string>
#include <utility>

namespace doudi::yaml {

namespace {

void read_all(std::string text, YAML::EventHandler& events) {
    std::istringstream stream{std::move(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) {
    }
}

/// The document, or nullptr when there is none or anything is to be said about it.
std::shared_ptr<const WrittenNode> parse_abridged(const std::shared_ptr<const Source>& source) {
    Diagnostics findings;
    NodeBuilder builder(source, findings);
    const AbridgedText abridged(source->text());
    RestoredEvents events(abridged, builder);
    try {
        read_all(abridged.text(), events);
    } catch (const NodeBuilder::Stopped&) {
        return nullptr;
    } catch (const YAML::Exception&) {
        return nullptr;
    }
    return findings.empty() ? builder.take_root() : nullptr;
}

/// Lets yaml-cpp read the text; its own complaint is told only when nothing better is known.
std::shared_ptr<const WrittenNode> parse_whole(const std::shared_ptr<const Source>& source,
                                               Diagnostics& findings) {
    const bool already_bad = has_errors(findings);
    NodeBuilder builder(source, findings);
    try {
        read_all(std::string(source->text()), builder);
    } catch (const NodeBuilder::Stopped&) {
        return nullptr;
    } catch (const YAML::Exception& problem) {
        if (!already_bad) {
            findings.push_back(explain_syntax_error(source, problem.mark.pos, problem.msg));
        }
        return nullptr;
    }
    return builder.take_root();
}

/// Most texts are in order, and abridged they are read in half the time. All that is to be said
/// is said by a second look at the whole.
std::shared_ptr<const WrittenNode> parse(const std::shared_ptr<const Source>& source,
                                         Diagnostics& findings) {
    auto root = has_errors(findings) ? nullptr : parse_abridged(source);
    return root != nullptr ? root : parse_whole(source, findings);
}

} // namespace

std::shared_ptr<const WrittenNode> read(const std::shared_ptr<const Source>& source,
                                        Diagnostics& findings) {
    Diagnostics own;
    std::shared_ptr<const WrittenNode> root;
    if (check_text(source, own) && prescan(source, own)) {
        root = parse(source, own);
    }
    const bool bad = has_errors(own);
    findings.insert(findings.end(), own.begin(), own.end());
    if (root == nullptr && !bad) {
        findings.push_back(warning_at(
            "empty-file", place_at(source, 0, 0), {"文件里没有任何内容", "this file says nothing"},
            {"删去这个文件，或写入内容", "remove the file, or write into it"}));
    }
    return root;
}

} // namespace doudi::yaml
