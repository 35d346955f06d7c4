#include "syntax/parser.hpp"
#include "syntax/tree.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

// Any bytes as a formula: findings or a tree, and a tree survives being printed and read again.
// Build: clang++-14 -fsanitize=fuzzer,address,undefined; try: formula_fuzz -max_len=4096 CORPUS
namespace {

doudi::WrittenText write_formula(std::string formula) {
    doudi::WrittenText written;
    written.place = {std::make_shared<doudi::Source>("fuzz.yaml", formula), {0, formula.size()}};
    written.value = std::move(formula);
    return written;
}

void require(bool law) {
    if (!law) {
        std::abort();
    }
}

/// Every node stands inside the node that holds it.
void require_nested_spans(const doudi::syntax::Expression& tree) {
    for (const auto& operand : tree.operands) {
        require(tree.span.begin <= operand.span.begin && operand.span.end <= tree.span.end);
        require(operand.span.begin < operand.span.end);
        require_nested_spans(operand);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto written = write_formula(std::string(reinterpret_cast<const char*>(data), size));
    const auto parsed = doudi::syntax::parse(written);
    if (!parsed) {
        require(!parsed.diagnostics().empty());
        for (const auto& finding : parsed.diagnostics()) {
            require(!finding.labels.empty() && !finding.message.zh.empty());
            require(finding.labels.front().place.span.end <= size);
        }
        return 0;
    }
    require_nested_spans(parsed.value());
    const auto printed = write_formula(doudi::syntax::print(parsed.value()));
    const auto again = doudi::syntax::parse(printed);
    require(again && doudi::syntax::same_tree(parsed.value(), again.value()));
    return 0;
}
