#include "syntax/parser.hpp"
#include "syntax/tree.hpp"

#include <string_view>

namespace doudi::syntax {

namespace {

Binding tighter(Binding than) {
    return static_cast<Binding>(static_cast<int>(than) + 1);
}

class Printer {
public:
    /// Prints an operand whose place asks for at least `least`.
    void operand(const Expression& expression, Binding least) {
        const bool brackets = binding(expression.form) < least;
        text_ += brackets ? "(" : "";
        whole(expression);
        text_ += brackets ? ")" : "";
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void whole(const Expression& expression) {
        switch (expression.form) {
        case Form::percent:
            text_ += expression.text + "%";
            break;
        case Form::text:
            quoted(expression.text);
            break;
        case Form::call:
            call(expression);
            break;
        case Form::lookup:
            text_ += expression.text + "[";
            list(expression.operands, 0, expression.operands.size());
            text_ += "]";
            break;
        case Form::choose:
            choose(expression);
            break;
        case Form::number:
        case Form::date:
        case Form::truth:
        case Form::name:
            text_ += expression.text;
            break;
        default:
            operation(expression);
        }
    }

    void operation(const Expression& expression) {
        const auto& operands = expression.operands;
        switch (expression.form) {
        case Form::negate:
            text_ += "-";
            operand(operands[0], Binding::prefix);
            break;
        case Form::logical_not:
            text_ += "not ";
            operand(operands[0], Binding::logical_not);
            break;
        case Form::percent_of:
            whole(operands[0]);
            text_ += " of ";
            operand(operands[1], Binding::prefix);
            break;
        case Form::in_list:
            operand(operands[0], Binding::sum);
            text_ += " in (";
            list(operands, 1, operands.size());
            text_ += ")";
            break;
        case Form::in_range:
            range(expression);
            break;
        default:
            infix(expression);
        }
    }

    void infix(const Expression& expression) {
        const Binding own = binding(expression.form);
        const bool chains = own == Binding::sum || own == Binding::product;
        operand(expression.operands[0], chains ? own : tighter(own));
        for (std::size_t i = 1; i < expression.operands.size(); ++i) {
            const Expression& right = expression.operands[i];
            text_ += " ";
            text_ += operator_spelling(expression.form);
            text_ += " ";
            const bool share = expression.form == Form::divide && right.form == Form::percent_of;
            operand(right, share ? Binding::primary : tighter(own));
        }
    }

    void range(const Expression& expression) {
        operand(expression.operands[0], Binding::sum);
        text_ += expression.low_closed ? " in [" : " in (";
        operand(expression.operands[1], Binding::choose);
        text_ += "..";
        operand(expression.operands[2], Binding::choose);
        text_ += expression.high_closed ? "]" : ")";
    }

    void choose(const Expression& expression) {
        text_ += "if ";
        operand(expression.operands[0], Binding::choose);
        text_ += " then ";
        operand(expression.operands[1], Binding::choose);
        text_ += " else ";
        operand(expression.operands[2], Binding::choose);
    }

    void call(const Expression& expression) {
        const auto& operands = expression.operands;
        const std::size_t arguments = operands.size() - (expression.has_where ? 1 : 0);
        text_ += expression.text + "(";
        list(operands, 0, arguments);
        if (expression.has_where) {
            text_ += " where ";
            operand(operands.back(), Binding::choose);
        }
        text_ += ")";
    }

    void list(const std::vector<Expression>& members, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            text_ += i > begin ? ", " : "";
            operand(members[i], Binding::choose);
        }
    }

    void quoted(std::string_view text) {
        const char quote = text.find('"') == std::string_view::npos ? '"' : '\'';
        text_ += quote;
        text_ += text;
        text_ += quote;
    }

    std::string text_;
};

} // namespace

std::string print(const Expression& expression) {
    Printer printer;
    printer.operand(expression, Binding::choose);
    return printer.take();
}

} // namespace doudi::syntax
