#include "data/decided_fit.hpp"
#include "data/decision_csv.hpp"
#include "data/decision_json.hpp"
#include "data/months_out.hpp"
#include "data/object_file.hpp"
#include "data/reader_problems.hpp"
#include "data/record_csv.hpp"
#include "data/record_out.hpp"

#include <doudi/decision_writer.hpp>

#include <utility>

namespace doudi {

namespace {

class JsonDecisionWriter final : public DecisionWriter {
public:
    JsonDecisionWriter(const data::MonthsOut& out, WriteOptions options, bool is_list)
        : rulebooks_(out.months.begin(), out.months.end()), needs_(std::move(options.needs)),
          file_(is_list) {
        for (std::size_t month = 0; month < out.months.size(); ++month) {
            json_.emplace_back(*out.months[month],
                               data::further_values_of_month(out.months, month, options.values),
                               options.reasons);
            labels_.push_back(out.label(month));
        }
    }

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        return file_.open(target, problems_);
    }

    void format(std::span<const DecidedMonth> months, DecisionText& text,
                const NeededFacts& needs) const override {
        data::check_decided(rulebooks_, months);
        text.files.resize(1);
        std::string& out = text.files.front();
        out.clear();
        const std::size_t records = months.front().population->size();
        text.objects = records * months.size();
        std::vector<data::DecisionJson::Context> contexts;
        for (std::size_t month = 0; month < months.size(); ++month) {
            contexts.push_back(
                json_[month].context(months[month], needs ? needs : needs_, labels_[month]));
        }
        for (std::size_t record = 0; record < records; ++record) {
            for (std::size_t month = 0; month < months.size(); ++month) {
                file_.separate(out);
                json_[month].append(out, contexts[month], record);
            }
        }
        file_.end(out);
    }

    bool append(const DecisionText& text) override {
        return file_.append(text.files.front(), text.objects, problems_);
    }

    bool finish() override { return file_.finish(problems_); }

    [[nodiscard]] std::vector<std::filesystem::path> files() const override {
        return {file_.path()};
    }

private:
    std::vector<const Rulebook*> rulebooks_; ///< of each month
    std::vector<data::DecisionJson> json_;   ///< of each month
    std::vector<std::string> labels_;        ///< of each month; empty where no month is written
    NeededFacts needs_;
    data::ObjectFile file_;
};

class JsonRecordWriter final : public RecordWriter {
public:
    JsonRecordWriter(const Rulebook& rulebook, bool is_list) : layout_(rulebook), file_(is_list) {}

    [[nodiscard]] bool begin(const std::filesystem::path& target) {
        return file_.open(target, problems_);
    }

    bool write(const Population& population) override {
        const Rulebook& rulebook = layout_.rulebook();
        for (Index entity = 0; entity < rulebook.entities.size(); ++entity) {
            for (std::size_t row = 0; row < population.rows(entity); ++row) {
                if (!layout_.is_sayable(population, entity, row)) {
                    problems_.push_back(data::months_not_kept(rulebook.entities[entity].name));
                    return false;
                }
            }
        }
        text_.clear();
        for (std::size_t record = 0; record < population.size(); ++record) {
            file_.separate(text_);
            data::append_record_json(text_, layout_, population, record);
        }
        file_.end(text_);
        return file_.append(text_, population.size(), problems_);
    }

    bool finish() override { return file_.finish(problems_); }

private:
    data::RecordOut layout_;
    data::ObjectFile file_;
    std::string text_;
};

bool has_reasons(const Decisions& decisions) {
    return !decisions.decisions.empty() && decisions.decisions.front().decided_by.size() != 0;
}

Checked<std::unique_ptr<DecisionWriter>>
open_writer(const data::MonthsOut& out, const std::filesystem::path& target, WriteOptions options) {
    using Result = Checked<std::unique_ptr<DecisionWriter>>;
    const RecordFormat format = data::output_format(target, options.format);
    if (format == RecordFormat::csv) {
        return data::open_decision_csv(out, target, std::move(options));
    }
    auto writer =
        std::make_unique<JsonDecisionWriter>(out, std::move(options), format == RecordFormat::json);
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

} // namespace

Checked<std::unique_ptr<DecisionWriter>> DecisionWriter::open(const Rulebook& rulebook,
                                                              const std::filesystem::path& target,
                                                              WriteOptions options) {
    const Rulebook* const month = &rulebook;
    return open_writer({std::span(&month, 1), false}, target, std::move(options));
}

Checked<std::unique_ptr<DecisionWriter>>
DecisionWriter::open(std::span<const Rulebook* const> months, const std::filesystem::path& target,
                     WriteOptions options) {
    using Result = Checked<std::unique_ptr<DecisionWriter>>;
    for (const Rulebook* month : months) {
        if (data::uses_name(*month, data::month_name)) {
            return Result::failure({data::name_is_taken(data::month_name)});
        }
    }
    return open_writer({months, true}, target, std::move(options));
}

Checked<std::unique_ptr<RecordWriter>> RecordWriter::open(const Rulebook& rulebook,
                                                          const std::filesystem::path& target,
                                                          RecordFormat wanted) {
    using Result = Checked<std::unique_ptr<RecordWriter>>;
    const RecordFormat format = data::output_format(target, wanted);
    if (format == RecordFormat::csv) {
        return data::open_record_csv(rulebook, target);
    }
    auto writer = std::make_unique<JsonRecordWriter>(rulebook, format == RecordFormat::json);
    if (!writer->begin(target)) {
        return Result::failure(writer->problems());
    }
    return Result::success(std::move(writer));
}

struct JsonDecisions::Parts {
    const Rulebook* rulebook;
    NeededFacts needs;
    data::DecisionJson json;
};

JsonDecisions::JsonDecisions(const Rulebook& rulebook, WriteOptions options) {
    data::DecisionJson json(rulebook, data::further_values(rulebook, options.values),
                            options.reasons);
    parts_ = std::make_unique<Parts>(Parts{&rulebook, std::move(options.needs), std::move(json)});
}

JsonDecisions::~JsonDecisions() = default;
JsonDecisions::JsonDecisions(JsonDecisions&& other) noexcept = default;
JsonDecisions& JsonDecisions::operator=(JsonDecisions&& other) noexcept = default;

void JsonDecisions::append(std::string& out, const Population& population,
                           const Decisions& decisions, std::size_t record) const {
    const DecidedMonth decided{&population, &decisions};
    data::check_decided(std::span(&parts_->rulebook, 1), std::span(&decided, 1));
    data::check_record(population, record);
    parts_->json.append(out, parts_->json.context(decided, parts_->needs), record);
}

std::string to_json(const Population& population, const Decisions& decisions, std::size_t record,
                    const NeededFacts& needs) {
    const Rulebook* const rulebook = &decisions.rulebook();
    const DecidedMonth decided{&population, &decisions};
    data::check_decided(std::span(&rulebook, 1), std::span(&decided, 1));
    data::check_record(population, record);
    std::string out;
    const data::DecisionJson json(decisions.rulebook(), data::further_values(decisions),
                                  has_reasons(decisions));
    json.append(out, json.context(decided, needs), record);
    return out;
}

std::string to_json(const Population& population, std::size_t record) {
    data::check_record(population, record);
    std::string out;
    data::append_record_json(out, data::RecordOut(population.rulebook()), population, record);
    return out;
}

} // namespace doudi
