#include "data/record_builder.hpp"

#include <doudi/records.hpp>

#include <deque>
#include <span>
#include <vector>

namespace doudi {

namespace {

/// Hands the nodes of a rule file to a builder, with their places.
class WrittenWalk {
public:
    explicit WrittenWalk(data::RecordBuilder& builder) : builder_(&builder) {}

    void walk(const WrittenNode& node) {
        at(node.place);
        switch (node.shape) {
        case WrittenNode::Shape::scalar:
            builder_->scalar(kind_of(node.scalar), node.scalar.value);
            return;
        case WrittenNode::Shape::list:
            builder_->begin_list();
            for (const WrittenNode& item : node.items) {
                walk(item);
            }
            at(node.place);
            builder_->end_list();
            return;
        case WrittenNode::Shape::map:
            break;
        }
        builder_->begin_object();
        for (const auto& [key, value] : node.entries) {
            at(key.place);
            builder_->key(key.value);
            walk(value);
        }
        at(node.place);
        builder_->end_object();
    }

private:
    void at(const Place& place) { builder_->trouble().set_place(&place); }

    static data::ScalarKind kind_of(const WrittenText& scalar) {
        if (scalar.value != "null") {
            return data::ScalarKind::written;
        }
        return scalar.quoted ? data::ScalarKind::text : data::ScalarKind::null;
    }

    data::RecordBuilder* builder_;
};

} // namespace

Diagnostics read_record(const WrittenNode& record, Population& population) {
    Population* const month = &population;
    return read_record(record, std::span(&month, 1));
}

Diagnostics read_record(const WrittenNode& record, std::span<Population* const> months) {
    std::vector<const Rulebook*> rulebooks;
    for (const Population* month : months) {
        rulebooks.push_back(&month->rulebook());
    }
    std::deque<data::RecordBuilder> builders;
    Diagnostics findings;
    bool wanted = true;
    for (Population* month : months) {
        data::RecordBuilder& builder =
            builders.emplace_back(month->rulebook(), data::RecordKey::optional, rulebooks);
        builder.begin_batch(*month);
        builder.begin_record();
        WrittenWalk(builder).walk(record);
        wanted = wanted && !builder.has_trouble();
    }
    for (data::RecordBuilder& builder : builders) {
        if (!builder.end_record(wanted) && findings.empty()) {
            findings = builder.trouble().take_findings(builder.rulebook());
        }
        builder.finish_batch();
    }
    return findings;
}

} // namespace doudi
