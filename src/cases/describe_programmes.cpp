// Programmes: their decisions as tables of alternatives, and their rules.

#include "cases/describe_page.hpp"

namespace doudi::description {

namespace {

/// The rule's dates when it has several forms, or one that does not always hold.
void describe_period(Page& page, const RuleForm& form, bool is_one_of_many) {
    const std::string period = page.period(form.in_force);
    if (is_one_of_many) {
        page.paragraph("**" +
                       page.say("版本：{}", "Version: {}",
                                period.empty() ? page.pick("一直有效", "always") : period) +
                       "**");
    } else if (!period.empty()) {
        page.bullet(page.pick("有效期：", "In force: ") + period);
    }
}

void describe_rule(Page& page, const RuleDeclaration& rule) {
    page.heading(4, page.titled(rule.title, rule.name.value));
    if (rule.entity) {
        page.bullet(page.pick("对象：", "For: ") + page.entity(rule.entity->value));
    }
    if (rule.type) {
        page.bullet(page.pick("类型：", "Type: ") + page.type(rule.type->value));
    }
    if (rule.range) {
        page.bullet(page.say("范围：{} 至 {}", "Range: {} to {}", plain(rule.range->low.value),
                             plain(rule.range->high.value)));
    }
    std::vector<const RuleForm*> forms;
    for (const RuleForm& form : rule.forms) {
        forms.push_back(&form);
    }
    std::stable_sort(forms.begin(), forms.end(), [](const auto* a, const auto* b) {
        return a->in_force.from.value_or(Date{0, 1, 1}) < b->in_force.from.value_or(Date{0, 1, 1});
    });
    for (const RuleForm* const form : forms) {
        describe_period(page, *form, forms.size() > 1);
        describe_form(page, rule, *form);
    }
}

void describe_rules(Page& page, std::string_view programme) {
    bool is_first = true;
    for (const RuleDeclaration* const rule : by_name(page.pack().rules)) {
        if (rule->programme != programme) {
            continue;
        }
        if (is_first && !programme.empty()) {
            page.heading(3, page.pick("规则", "Rules"));
        }
        is_first = false;
        describe_rule(page, *rule);
    }
}

void describe_programme(Page& page, const ProgrammeDeclaration& programme) {
    page.heading(2, page.say("项目：{}", "Programme: {}",
                             page.titled(programme.title, programme.name.value)));
    const std::string period = page.period(programme.in_force);
    if (!period.empty()) {
        page.bullet(page.pick("有效期：", "In force: ") + period);
    }
    std::vector<const DecisionDeclaration*> decisions;
    for (const DecisionDeclaration& decision : page.pack().decisions) {
        if (decision.programme == programme.name.value) {
            decisions.push_back(&decision);
        }
    }
    std::stable_sort(decisions.begin(), decisions.end(), [](const auto* a, const auto* b) {
        return (a->name ? a->name->value : "") < (b->name ? b->name->value : "");
    });
    for (const DecisionDeclaration* const decision : decisions) {
        describe_decision(page, *decision);
    }
    describe_rules(page, programme.name.value);
}

/// "supplement：`sum(x)`; …"
std::string gives_words(const Page& page, const DecisionRow& row) {
    Cells all;
    for (const auto& [name, formula] : row.gives) {
        all.push_back(code(name.value) + page.pick(" 为 ", " is ") + code(formula.value));
    }
    return page.joined(all);
}

std::string amount_words(const Page& page, const DecisionDeclaration& decision,
                         const DecisionRow& row) {
    if (row.amount) {
        return code(row.amount->value);
    }
    return decision.amount_type ? page.pick("无", "none") : std::string();
}

void describe_facing(Page& page, const DecisionDeclaration& decision) {
    if (decision.entity) {
        page.bullet(page.pick("对象：", "For: ") + page.entity(decision.entity->value));
    }
    const std::string period = page.period(decision.in_force);
    if (!period.empty()) {
        page.bullet(page.pick("有效期：", "In force: ") + period);
    }
    if (decision.amount_type) {
        page.bullet(page.pick("金额：", "Amount: ") + page.type(decision.amount_type->value));
    }
    for (const GivenOutDeclaration& given : decision.gives) {
        page.bullet(page.say("另给出 {}：{}", "Also gives {}: {}",
                             page.titled(given.title, given.name.value),
                             page.type(given.type.value)));
    }
    if (!decision.provenance.empty()) {
        page.cite_below(decision.provenance);
    }
}

} // namespace

void describe_decision(Page& page, const DecisionDeclaration& decision) {
    const std::string name = decision.name ? decision.name->value : std::string();
    std::string heading = page.pick("审批结果", "Decision");
    if (!name.empty() || !decision.title.empty()) {
        heading += page.pick("：", ": ") + (name.empty() ? page.title(decision.title, name)
                                                         : page.titled(decision.title, name));
    }
    page.heading(3, heading);
    describe_facing(page, decision);
    page.paragraph(page.pick("自上而下，第一个条件成立的一行就是结果：",
                             "From the top, the first row whose condition holds is the outcome:"));
    std::vector<Cells> rows;
    for (const DecisionRow& row : decision.rows) {
        rows.push_back({std::to_string(rows.size() + 1), page.titled(row.title, row.outcome.value),
                        row.when ? code(row.when->value) : page.pick("其余情形", "otherwise"),
                        amount_words(page, decision, row), gives_words(page, row),
                        row.review ? page.title(*row.review, page.pick("是", "yes")) : "",
                        page.cite(row.provenance)});
    }
    page.table({"#", page.pick("结果", "Outcome"), page.pick("条件", "Condition"),
                page.pick("金额", "Amount"), page.pick("另给出", "Also gives"),
                page.pick("一事一议，由人决定", "Review: decided by people"),
                page.pick("依据", "Source")},
               rows);
    if (!decision.show.empty()) {
        Cells shown;
        for (const WrittenText& value : decision.show) {
            shown.push_back(code(value.value));
        }
        page.paragraph(page.pick("同时展示：", "Shown beside it: ") + page.joined(shown));
    }
}

void describe_programmes(Page& page) {
    std::vector<const ProgrammeDeclaration*> programmes;
    for (const ProgrammeDeclaration& programme : page.pack().programmes) {
        programmes.push_back(&programme);
    }
    std::sort(programmes.begin(), programmes.end(),
              [](const auto* a, const auto* b) { return a->name.value < b->name.value; });
    for (const ProgrammeDeclaration* const programme : programmes) {
        describe_programme(page, *programme);
    }
    const auto& rules = page.pack().rules;
    if (std::any_of(rules.begin(), rules.end(),
                    [](const auto& r) { return r.programme.empty(); })) {
        page.heading(2, page.pick("各项目共用的规则", "Rules that every programme shares"));
        describe_rules(page, "");
    }
}

void describe_checks(Page& page) {
    std::vector<Cells> rows;
    for (const CheckDeclaration* const check : by_name(page.pack().checks)) {
        rows.push_back({page.titled(check->title, full_name(check->programme, check->name.value)),
                        code(check->when_not.value),
                        check->severity == "warning" ? page.pick("提醒", "warning")
                                                     : page.pick("错误", "error"),
                        page.cite(check->provenance)});
    }
    if (!rows.empty()) {
        page.heading(2, page.pick("对参数的检查", "Checks of the parameters"));
        page.table({page.pick("检查", "Check"), page.pick("应成立的条件", "What should hold"),
                    page.pick("不成立时", "If it does not"), page.pick("依据", "Source")},
                   rows);
    }
}

} // namespace doudi::description
