#include "data/csv_parser.hpp"

#include "data/own_texts.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace doudi::data {

CsvParser::CsvParser(std::span<const Rulebook* const> months, const CsvFormat& format,
                     std::shared_ptr<RepeatedTexts> repeated)
    : builders_(months), format_(&format), record_(*months.front(), format),
      repeated_(std::move(repeated)) {
    for (std::size_t month = 0; month < months.size(); ++month) {
        RecordBuilder& builder = builders_.of(month);
        plain_.push_back(std::make_unique<PlainCsv>(builder.keys(), builder.rows(), format));
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
    for (const CsvTexts::Entry& entry : texts.entries()) {
        if (entry.why != Why::nothing) {
            batch.rejected.push_back(record_.refusal(texts, entry));
        } else {
            read_record(texts, entry, batch, look_over);
        }
    }
    builders_.finish_batch();
}

void CsvParser::read_record(const CsvTexts& texts, const CsvTexts::Entry& entry, RecordBatch& batch,
                            const LookOver& look_over) {
    const std::size_t refused = batch.rejected.size();
    const std::size_t line = texts.line(entry);
    std::size_t month = 0;
    bool is_taken_apart = false;
    builders_.add(batch, format_->paths[0], line, [&](RecordBuilder& builder) {
        PlainCsv& plain = *plain_[month++];
        if (!builder.read_plain(plain, [&] { return plain.read(texts, entry); })) {
            if (!std::exchange(is_taken_apart, true)) {
                record_.take(texts, entry);
            }
            record_.hand_over(builder);
        }
        if (repeated_) {
            look_over(builder, RepeatedTexts::Place{0, line});
        }
    });
    if (batch.rejected.size() > refused) {
        batch.rejected.back().key = shown_key(texts.key(entry));
    } else if (is_taken_apart) {
        record_.report_orphans(batch);
    }
}

} // namespace doudi::data
