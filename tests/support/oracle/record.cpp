#include "record.hpp"

#include "operations.hpp"

#include <cstdio>
#include <stdexcept>

namespace doudi::oracle {
namespace {

// Facts before previous values before inner rows.
const std::string rank_of_facts = "0";
const std::string rank_of_previous = "1";
const std::string rank_of_rows = "2";

std::string padded(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(12 - digits.size(), '0') + digits;
}

std::string month_of(const Date& date) {
    return print(date).substr(0, 7);
}

// A number, or {per_year: 24000}; nullopt for null.
std::optional<Value> read_stated(const YAML::Node& node, ContentType type) {
    if (node.IsNull()) {
        return std::nullopt;
    }
    if (node.IsMap()) {
        return divide(parse_value(node["per_year"].Scalar(), type), number(12));
    }
    return parse_value(node.Scalar(), type);
}

// Holds from each month on; nullopt before the first, and where null is stated.
std::optional<Value> read_dated(const YAML::Node& node, ContentType type, const Date& month) {
    std::map<std::string, YAML::Node> by_month;
    for (const auto& entry : node) {
        by_month.emplace(entry.first.Scalar(), entry.second);
    }
    const auto after = by_month.upper_bound(month_of(month));
    return after == by_month.begin() ? std::nullopt : read_stated(std::prev(after)->second, type);
}

bool is_dated(const YAML::Node& node) {
    return node.IsMap() && !node["per_year"];
}

bool is_by_month(const YAML::Node& previous) {
    return previous.IsMap() && previous.size() > 0 &&
           parse_month(previous.begin()->first.Scalar()).has_value();
}

// nullopt: a newcomer has no date and no text of last month.
std::optional<Value> of_newcomer(ContentType type) {
    switch (type) {
    case ContentType::number:
        return number(0);
    case ContentType::boolean:
        return truth(false);
    case ContentType::category:
        return Value::none();
    default:
        return std::nullopt;
    }
}

} // namespace

std::unique_ptr<Row> Row::read(const Pack& pack, const YAML::Node& record) {
    std::unique_ptr<Row> above(new Row(nullptr, whole_pack));
    above->inner_.emplace_back(new Row(above.get(), 0));
    above->inner_.front()->read_fields(pack, record);
    return above;
}

void Row::read_fields(const Pack& pack, const YAML::Node& node) {
    if (!node.IsMap()) {
        throw std::runtime_error("a record is a map");
    }
    for (const auto& entry : node) {
        fields_.emplace(entry.first.Scalar(), entry.second);
    }
    for (std::size_t i = 1; i < pack.entities.size(); ++i) {
        const auto list = fields_.find(pack.entities[i].list);
        if (pack.entities[i].outer == entity_ && list != fields_.end()) {
            read_rows(pack, i, list->second);
        }
    }
}

void Row::read_rows(const Pack& pack, std::size_t entity, const YAML::Node& list) {
    const Entity& declared = pack.entities[entity];
    std::size_t position = 0;
    for (const YAML::Node& node : list) {
        std::unique_ptr<Row> row(new Row(this, static_cast<int>(entity)));
        const std::string key =
            declared.key.empty() ? std::to_string(position + 1) : node[declared.key].Scalar();
        row->path_ = path_ + (path_.empty() ? "" : ".") + declared.list + "." + key;
        row->order_ = order_;
        for (const std::string& step : {rank_of_rows, padded(entity), padded(position)}) {
            row->order_.push_back(step);
        }
        row->read_fields(pack, node);
        inner_.push_back(std::move(row));
        ++position;
    }
}

const YAML::Node* Row::field(const Definition& fact) const {
    const auto found = fields_.find(fact.name_in_records());
    return found == fields_.end() ? nullptr : &found->second;
}

Value Row::waiting_for(const std::string& rank, const std::string& name) const {
    Need need{order_, path_ + (path_.empty() ? "" : ".")};
    need.order.push_back(rank);
    need.order.push_back(name);
    need.path += (rank == rank_of_previous ? "previous." : "") + name;
    return Value::missing({need});
}

Value Row::fact(const Definition& fact, const Date& month) const {
    const YAML::Node* node = field(fact);
    if (node == nullptr) {
        return fact.known ? *fact.known : waiting_for(rank_of_facts, fact.name_in_records());
    }
    const auto stated =
        is_dated(*node) ? read_dated(*node, fact.type, month) : read_stated(*node, fact.type);
    return stated ? *stated : waiting_for(rank_of_facts, fact.name_in_records());
}

std::optional<Value> Row::given(const Definition& definition) const {
    const auto given = fields_.find("given");
    if (given == fields_.end() || !given->second.IsMap()) {
        return std::nullopt;
    }
    const YAML::Node node = given->second[definition.full_name];
    return node ? read_stated(node, definition.type) : std::nullopt;
}

const YAML::Node* Row::stated_previous() const {
    const auto previous = fields_.find("previous");
    return previous == fields_.end() ? nullptr : &previous->second;
}

// What is said of a record holds for all rows inside that do not speak for themselves; null
// speaks, and says that nothing is known.
bool Row::is_newcomer() const {
    const Row* speaker = this;
    if (speaker->stated_previous() == nullptr) {
        while (speaker != nullptr && !speaker->says_none()) {
            speaker = speaker->outer_;
        }
    }
    return speaker != nullptr && speaker->says_none();
}

bool Row::says_none() const {
    const YAML::Node* previous = stated_previous();
    return previous != nullptr && previous->IsScalar() && previous->Scalar() == "none";
}

Value Row::of_nobody(const Definition& definition) const {
    return of_newcomer(definition.type)
        .value_or(waiting_for(rank_of_previous, definition.name_in_records()));
}

// What came to nothing last month is not known this month.
Value Row::previous(const Definition& definition, const Date& month,
                    const DecidedBefore& decided) const {
    const Date before = add_months(first_of_month(month), -1);
    if (const auto value = decided(definition, before)) {
        return value->is_ok() ? *value
                              : waiting_for(rank_of_previous, definition.name_in_records());
    }
    return stated_before(definition, month);
}

Value Row::stated_before(const Definition& definition, const Date& month) const {
    const Value unknown = waiting_for(rank_of_previous, definition.name_in_records());
    if (is_newcomer()) {
        return of_nobody(definition);
    }
    const YAML::Node* previous = stated_previous();
    if (previous == nullptr) {
        return unknown;
    }
    const bool by_month = is_by_month(*previous);
    const YAML::Node names =
        by_month ? (*previous)[month_of(add_months(first_of_month(month), -1))] : *previous;
    const std::string name = definition.name_in_records();
    if (!names || !names.IsMap() || !names[name]) {
        return unknown;
    }
    const auto stated = read_stated(names[name], definition.type);
    return stated ? *stated : unknown;
}

// A value of one month, of a dated fact or among what is stated month by month.
Value Row::in_month(const Definition& definition, const Date& month,
                    const DecidedBefore& decided) const {
    if (definition.kind == DefinitionKind::fact) {
        if (const YAML::Node* node = field(definition); node != nullptr && is_dated(*node)) {
            return fact(definition, month);
        }
    }
    if (decided(definition, month)) {
        return previous(definition, add_months(month, 1), decided);
    }
    const YAML::Node* stated = stated_previous();
    if (!is_newcomer() && (stated == nullptr || !is_by_month(*stated))) {
        return waiting_for(rank_of_previous, definition.name_in_records());
    }
    return stated_before(definition, add_months(month, 1));
}

// What is missing of a fact is named as the fact, month by month or not.
Value Row::sum_months(const Definition& definition, const Date& month, int count,
                      const DecidedBefore& decided) const {
    Value sum = number(0);
    for (int back = 1; back <= count; ++back) {
        sum = add(sum, in_month(definition, add_months(first_of_month(month), -back), decided));
    }
    const bool is_fact = definition.kind == DefinitionKind::fact;
    return sum.is_missing() && is_fact ? waiting_for(rank_of_facts, definition.name_in_records())
                                       : sum;
}

} // namespace doudi::oracle
