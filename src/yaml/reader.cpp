#include "yaml/reader.hpp"

#include "yaml/findings.hpp"
#include "yaml/node_builder.hpp"
#include "yaml/prescan.hpp"
#include "yaml/syntax_error.hpp"
#include "yaml/text_check.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <string>

namespace doudi::yaml {

namespace {

/// Lets yaml-cpp read the text; its own complaint is told only when nothing better is known.
std::shared_ptr<const WrittenNode> parse(const std::shared_ptr<const Source>& source,
                                         Diagnostics& findings) {
    const bool already_bad = has_errors(findings);
    NodeBuilder builder(source, findings);
    try {
        std::istringstream stream{std::string(source->text())};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
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
