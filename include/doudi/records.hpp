#pragma once

#include <doudi/checked.hpp>
#include <doudi/language.hpp>
#include <doudi/population.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/written.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Records in: JSON, NDJSON and CSV to the columns of a Population.
namespace doudi {

/// Why a record, or one row of a CSV file, cannot be used.
///
/// Values of a record may be personal, so neither path nor message ever holds one; both name
/// keys and facts only. `code` is stable: scripts may match on it.
struct Reason {
    std::string_view code;
    std::string path; ///< "members.a.wage"; rows without key by position from 1; empty: the whole
    Phrase message;
    Phrase help;           ///< may be empty
    std::string file = {}; ///< of an inner row of CSV: where it stands; else empty
    std::size_t line = 0;  ///< the same; else 0
};

/// A record that was left out whole, or a row of a CSV file that belongs to no record.
struct RejectedRecord {
    std::string file;
    std::size_t line = 0;        ///< on which it begins, from 1; 0 when it stands in no file
    Index entity = 0;            ///< 0: a record. Otherwise a row that found no record to belong to
    std::string key;             ///< of the record; empty when it has none or none could be read
    std::vector<Reason> reasons; ///< in the order met, at most limits::rejects_reasons
    /// Of several months: the first whose rules refuse it, when those of an earlier one took it.
    std::optional<Date> month = {};

    /// Whether it counts in records in = decided + review + undetermined + faulted + rejected.
    [[nodiscard]] bool is_record() const { return entity == 0; }
};

/// One line of NDJSON: file, line, entity, key, month if it says one, reasons with code, path, zh
/// and en. No newline.
[[nodiscard]] std::string to_json(const RejectedRecord& rejected, const Rulebook& rulebook);

/// Some records, and those that were refused on the way to them.
struct RecordBatch {
    explicit RecordBatch(const Rulebook& rulebook) : population(rulebook) {}

    explicit RecordBatch(const Rulebook&&) = delete; // would not outlive it

    /// For several months: their rulebooks in order. Throws UsageError when there is none.
    explicit RecordBatch(std::span<const Rulebook* const> months);

    Population population;          ///< for the first month
    std::vector<Population> later;  ///< for each further month, the same rows
    std::vector<std::size_t> lines; ///< for each record, the line on which it begins
    std::vector<RejectedRecord> rejected;

    /// Forgets all and keeps the memory.
    void clear();
};

enum class RecordFormat : std::uint8_t {
    automatic, ///< by the end of the name: .csv, .json; anything else is NDJSON
    ndjson,    ///< an object a line; blank lines are skipped
    json,      ///< one object or one array of objects
    csv        ///< a file for each entity
};

/// A file of records.
struct RecordFile {
    std::filesystem::path path; ///< "-" is the standard input
    std::string entity;         ///< of a CSV file; empty: the file's name without its end
    RecordFormat format = RecordFormat::automatic;

    /// Reads "member=path/persons.csv" or "path/member.csv", as the command line has it.
    [[nodiscard]] static RecordFile parse(std::string_view text);
};

struct ReadOptions {
    std::size_t batch_records = 4'096;           ///< most records that `next` gives
    std::size_t batch_bytes = 8U << 20U;         ///< and about how much text it takes in
    std::size_t memory_bytes = 64U << 20U;       ///< for a sort, before it goes to disk
    std::filesystem::path temporary_folder = {}; ///< for a sort; empty: the system's
    /// Finds record keys that occur twice anywhere in the input, and texts of facts that say
    /// `unique: true`, and refuses each of the records that share one. Cost: NDJSON is read twice,
    /// and 40 bytes a key and a text are sorted, on disk beyond `memory_bytes`. CSV finds keys
    /// without it, and is read and sorted twice for texts.
    bool unique = false;
    /// Takes CSV files to be sorted by key without looking first, which would cost a reading of
    /// them. Where they turn out not to be, reading fails and `lost_order` answers true: then begin
    /// anew without this. Has no effect together with texts that are `unique`.
    bool trusts_order = false;
};

/// Some records as they stand in the input, cut from it and not read yet. Only for the reader that
/// made it and that reader's parsers.
class RecordTexts {
public:
    virtual ~RecordTexts() = default;
    RecordTexts(const RecordTexts&) = delete;
    RecordTexts& operator=(const RecordTexts&) = delete;

protected:
    RecordTexts() = default;
};

/// Reads what a RecordReader has cut. Each thread has its own; it must not outlive the reader.
class RecordParser {
public:
    virtual ~RecordParser() = default;
    RecordParser(const RecordParser&) = delete;
    RecordParser& operator=(const RecordParser&) = delete;

    /// Clears the batch and fills it. Throws UsageError unless texts and batch were made for the
    /// same reader and rulebooks.
    virtual void read(const RecordTexts& texts, RecordBatch& batch) = 0;

protected:
    RecordParser() = default;
};

/// Reads records from files, batch by batch, in constant memory.
///
/// Order: as in the files; of CSV, by key (bytes). A CSV file that is not sorted by the record's
/// key is sorted on disk first, in files that no other program sees and that vanish with us.
/// Not for several threads at once; those cut in turn and parse what they have cut side by side.
/// The rulebook must outlive it.
class RecordReader {
public:
    /// Findings: a file that cannot be opened, an unknown column, two files for one entity, …
    /// With a reader may come warnings: an inner entity for which no CSV file is given.
    [[nodiscard]] static Checked<std::unique_ptr<RecordReader>>
    open(const Rulebook& rulebook, const std::vector<RecordFile>& files,
         const ReadOptions& options = {});
    static Checked<std::unique_ptr<RecordReader>>
    open(const Rulebook&&, const std::vector<RecordFile>&,
         const ReadOptions& = {}) = delete; // would not outlive it

    /// Reads each record for several months at once: the rulebooks of one pack for months that
    /// follow one another. A record that one of them refuses is refused for all. `previous:` is
    /// about the time before the first month.
    [[nodiscard]] static Checked<std::unique_ptr<RecordReader>>
    open(std::span<const Rulebook* const> months, const std::vector<RecordFile>& files,
         const ReadOptions& options = {});

    virtual ~RecordReader() = default;
    RecordReader(const RecordReader&) = delete;
    RecordReader& operator=(const RecordReader&) = delete;

    /// Clears the batch and fills it: `cut` and `RecordParser::read` in one. False when there is
    /// nothing more, or when reading failed: then `problems` says why, and what was read so far
    /// must not be taken for the whole. A batch may hold no record and still not be the last.
    /// Throws UsageError unless it was made for the same rulebooks.
    [[nodiscard]] bool next(RecordBatch& batch);

    [[nodiscard]] virtual std::unique_ptr<RecordTexts> make_texts() const = 0;
    [[nodiscard]] virtual std::unique_ptr<RecordParser> make_parser() const = 0;

    /// Goes on to the next records of the input without reading them, so that several threads can.
    /// Answers as `next` does.
    [[nodiscard]] virtual bool cut(RecordTexts& texts) = 0;

    /// What kept the input from being read to its end.
    [[nodiscard]] const Diagnostics& problems() const { return problems_; }

    /// Whether it reads CSV files that are trusted to be sorted.
    [[nodiscard]] bool trusts_order() const { return trusts_order_; }

    /// Whether reading failed since a CSV file was wrongly trusted to be sorted.
    [[nodiscard]] bool lost_order() const { return lost_order_; }

    /// For a progress bar: bytes taken in so far, and of all files (0 when that is not known).
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

    [[nodiscard]] std::uint64_t bytes_total() const { return bytes_total_; }

protected:
    RecordReader() = default;

    Diagnostics problems_;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_total_ = 0;
    bool trusts_order_ = false;
    bool lost_order_ = false;

private:
    std::unique_ptr<RecordTexts> texts_; ///< of `next`
    std::unique_ptr<RecordParser> parser_;
};

/// Reads all records of a text in memory: one object, an array of objects, or NDJSON. `name`
/// stands for the file in what is rejected.
[[nodiscard]] RecordBatch read_records_json(const Rulebook& rulebook, std::string_view text,
                                            std::string_view name = {});
RecordBatch read_records_json(const Rulebook&&, std::string_view,
                              std::string_view = {}) = delete; // would not outlive the batch

/// Reads records from one text in memory after the other, such as the requests of a service: what
/// `read_records_json` does, but it keeps all that is not of the text itself. Not for several
/// threads at once. The rulebook must outlive it.
class JsonRecords {
public:
    explicit JsonRecords(const Rulebook& rulebook);
    explicit JsonRecords(const Rulebook&&) = delete; // would not outlive it
    ~JsonRecords();
    JsonRecords(JsonRecords&& other) noexcept;
    JsonRecords& operator=(JsonRecords&& other) noexcept;

    /// The records of a text; until the next call.
    [[nodiscard]] const RecordBatch& read(std::string_view text, std::string_view name = {});

private:
    struct Parts;

    std::unique_ptr<Parts> parts_;
};

/// Adds the record of a case to `population`, or leaves it as it was and says why, with places.
/// Scalars are read by the type that is declared; the record itself needs no key.
[[nodiscard]] Diagnostics read_record(const WrittenNode& record, Population& population);

/// The same for several months: to a population of each, or to none.
[[nodiscard]] Diagnostics read_record(const WrittenNode& record,
                                      std::span<Population* const> months);

} // namespace doudi
