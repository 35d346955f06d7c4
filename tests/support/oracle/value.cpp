#include "value.hpp"

#include <stdexcept>

namespace doudi::oracle {

Value Value::ok(Content content) {
    Value value(State::ok);
    value.content_ = std::move(content);
    return value;
}

Value Value::none() {
    return Value(State::ok);
}

Value Value::missing(Needs needs) {
    Value value(State::missing);
    value.needs_ = std::move(needs);
    return value;
}

Value Value::fault() {
    return Value(State::fault);
}

std::string Value::print() const {
    if (!is_ok()) {
        return is_missing() ? "missing" : "fault";
    }

    struct Printer {
        std::string operator()(std::monostate) const { return "none"; }

        std::string operator()(const Rational& number) const { return oracle::print(number); }

        std::string operator()(bool truth) const { return truth ? "true" : "false"; }

        std::string operator()(const std::string& text) const { return text; }

        std::string operator()(const Date& date) const { return oracle::print(date); }
    };

    return std::visit(Printer{}, content_);
}

bool same(const Value& left, const Value& right) {
    const bool none = std::holds_alternative<std::monostate>(left.content());
    return left.is_ok() && right.is_ok() && !none && left.content() == right.content();
}

Value parse_value(const std::string& text, ContentType type) {
    if (type == ContentType::text || type == ContentType::category) {
        return Value::ok(text);
    }
    if (type == ContentType::boolean && (text == "true" || text == "false")) {
        return Value::ok(text == "true");
    }
    if (type == ContentType::date) {
        if (const auto date = parse_date(text)) {
            return Value::ok(*date);
        }
    }
    if (type == ContentType::number) {
        if (const auto number = parse_number(text)) {
            return Value::ok(*number);
        }
    }
    throw std::runtime_error("'" + text + "' is not of its declared type");
}

} // namespace doudi::oracle
