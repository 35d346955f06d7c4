// The order of a described pack; its parts stand in the files beside this one.

#include "cases/describe_page.hpp"

#include <doudi/describe.hpp>

namespace doudi {

namespace description {

namespace {

void describe_head(Page& page, std::size_t assumptions) {
    const RulePack& pack = page.pack();
    page.heading(1, page.title(pack.title, pack.name.value));
    page.bullet(page.pick("规则包：", "Pack: ") + code(pack.name.value));
    const std::string period = page.period(pack.in_force);
    if (!period.empty()) {
        page.bullet(page.pick("有效期：", "In force: ") + period);
    }
    page.bullet(page.pick("币种：", "Currency: ") + plain(pack.currency));
    page.bullet(
        pack.decided_on_last_day
            ? page.pick("按月审批时，以当月最后一日为准", "A month is decided on its last day")
            : page.pick("按月审批时，以当月第一日为准", "A month is decided on its first day"));
    if (assumptions > 0) {
        page.paragraph(
            page.say("> ⚠ 标有“假定”的内容没有法规文件作依据，共 {} 处，逐条列在“全部假定”一节。",
                     "> ⚠ What is marked “assumed” is not law: {} in all, each listed under "
                     "“All assumptions”.",
                     assumptions));
    }
}

void describe_documents(Page& page) {
    std::vector<const DocumentDeclaration*> documents;
    for (const DocumentDeclaration& document : page.pack().documents) {
        documents.push_back(&document);
    }
    std::sort(documents.begin(), documents.end(),
              [](const auto* a, const auto* b) { return a->name.value < b->name.value; });
    std::vector<Cells> rows;
    for (const DocumentDeclaration* const document : documents) {
        rows.push_back({page.title(document->title, document->name.value), plain(document->number),
                        document->date ? page.date(*document->date) : "",
                        code(document->name.value)});
    }
    if (!rows.empty()) {
        page.heading(2, page.pick("文件依据", "Documents"));
        page.table({page.pick("名称", "Title"), page.pick("文号", "Number"),
                    page.pick("日期", "Date"), page.pick("引用名", "Cited as")},
                   rows);
    }
}

void list_assumptions(Page& page, const std::vector<ListedAssumption>& assumptions) {
    if (assumptions.empty()) {
        return;
    }
    page.heading(2, page.pick("全部假定", "All assumptions"));
    page.paragraph(page.pick("以下内容没有文件依据，取得依据后应当改正。",
                             "None of these is law; each should give way to a source."));
    std::vector<Cells> rows;
    for (const ListedAssumption& assumption : assumptions) {
        rows.push_back({assumption.where, plain(assumption.why)});
    }
    page.table({page.pick("位置", "Where"), page.pick("⚠ 假定", "⚠ Assumed")}, rows);
}

} // namespace

} // namespace description

std::string describe(const RulePack& pack, Language language) {
    description::Page page(pack, language);
    const std::vector<description::ListedAssumption> assumptions =
        description::assumptions_of(page);
    description::describe_head(page, assumptions.size());
    description::describe_documents(page);
    description::describe_programmes(page);
    description::describe_facts(page);
    description::describe_parameters(page);
    description::describe_options(page);
    description::describe_categories(page);
    description::describe_checks(page);
    description::list_assumptions(page, assumptions);
    description::describe_keys(page);
    return page.text();
}

} // namespace doudi
