#pragma once

#include "data/csv_record.hpp"
#include "data/csv_texts.hpp"
#include "data/month_builders.hpp"
#include "data/plain_csv.hpp"
#include "data/plain_reading.hpp"
#include "data/repeated_texts.hpp"

#include <doudi/records.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace doudi::data {

/// Reads what a CsvReader has cut.
class CsvParser final : public RecordParser {
public:
    /// `repeated` are texts that may not be repeated, while they are looked for and when they are
    /// known; or nullptr. The format must outlive it.
    CsvParser(std::span<const Rulebook* const> months, const CsvFormat& format,
              std::shared_ptr<RepeatedTexts> repeated);

    void read(const RecordTexts& texts, RecordBatch& batch) override;

    /// Only notes what may not be repeated. False when the disk does not take it.
    [[nodiscard]] bool look_over(const CsvTexts& texts, RecordBatch& batch);

private:
    using LookOver = std::function<void(RecordBuilder&, const RepeatedTexts::Place&)>;

    class Source;

    void read(const CsvTexts& texts, RecordBatch& batch, const LookOver& look_over);
    MonthBuilders builders_;
    const CsvFormat* format_;
    CsvRecord record_;
    PlainReading plain_;
    std::vector<PlainCsv> splits_;            ///< of each month
    std::shared_ptr<RepeatedTexts> repeated_; ///< or nullptr
};

} // namespace doudi::data
