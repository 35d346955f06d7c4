#include "data/csv_parser.hpp"

#include "data/own_texts.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace doudi::data {

/// What was cut, on its way to the builders.
class CsvParser::Source final : public PlainSource {
public:
    Source(CsvParser& parser, const CsvTexts& texts, const LookOver& look_over)
        : parser_(&parser), texts_(&texts), look_over_(&look_over) {}

    [[nodiscard]] std::size_t size() const override { return texts_->entries().size(); }

    [[nodiscard]] Cursor text(std::size_t, Index entity) const override {
        return texts_->bytes(entity);
    }

    [[nodiscard]] const std::string& file(std::size_t) const override {
        return parser_->format_->paths[0];
    }

    [[nodiscard]] std::size_t line(std::size_t i) const override { return texts_->line(entry(i)); }

    void split(std::size_t month, std::size_t i) override {
        parser_->splits_[month].split(*texts_, i);
    }

    void read_with_care(std::size_t i, RecordBatch& batch) override {
        CsvRecord& record = parser_->record_;
        if (entry(i).why != Why::nothing) {
            batch.rejected.push_back(record.refusal(*texts_, entry(i)));
            return;
        }
        const std::size_t refused = batch.rejected.size();
        record.take(*texts_, entry(i));
        parser_->builders_.add(batch, file(i), line(i), [&](RecordBuilder& builder) {
            record.hand_over(builder);
            if (looks_over()) {
                look_over(builder, i);
            }
        });
        if (batch.rejected.size() > refused) {
            batch.rejected.back().key = shown_key(texts_->key(entry(i)));
        } else {
            record.report_orphans(batch);
        }
    }

    [[nodiscard]] bool looks_over() const override { return parser_->repeated_ != nullptr; }

    void look_over(RecordBuilder& builder, std::size_t i) override {
        (*look_over_)(builder, RepeatedTexts::Place{0, line(i)});
    }

private:
    [[nodiscard]] const CsvTexts::Entry& entry(std::size_t i) const { return texts_->entries()[i]; }

    CsvParser* parser_;
    const CsvTexts* texts_;
    const LookOver* look_over_;
};

CsvParser::CsvParser(std::span<const Rulebook* const> months, const CsvFormat& format,
                     std::shared_ptr<RepeatedTexts> repeated)
    : builders_(months), format_(&format), record_(*months.front(), format), plain_(builders_),
      repeated_(std::move(repeated)) {
    for (std::size_t month = 0; month < months.size(); ++month) {
        splits_.emplace_back(builders_.of(month).keys(), plain_.of(month), format);
    }
}

void CsvParser::read(const RecordTexts& texts, RecordBatch& batch) {
    const auto& csv = own_texts<CsvTexts>(texts);
    const auto words = [this](const RepeatedTexts::Place& other) {
        return fmt::format("{}:{}", format_->paths[0], other.line);
    };
    read(csv, batch, [&](RecordBuilder& builder, const RepeatedTexts::Place& place) {
        repeated_->refuse_repeated(builder, place, words);
    });
}

bool CsvParser::look_over(const CsvTexts& texts, RecordBatch& batch) {
    bool good = true;
    read(texts, batch, [&](RecordBuilder& builder, const RepeatedTexts::Place& place) {
        good = good && repeated_->add(builder, place);
    });
    return good;
}

void CsvParser::read(const CsvTexts& texts, RecordBatch& batch, const LookOver& look_over) {
    batch.clear();
    builders_.begin_batch(batch);
    Source source(*this, texts, look_over);
    plain_.read(source, batch);
    builders_.finish_batch();
}

} // namespace doudi::data
