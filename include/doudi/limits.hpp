#pragma once

#include <cstddef>
#include <cstdint>

/// Every bound that user text or data can meet, in one place; docs/RULES.md lists them.
namespace doudi::limits {

inline constexpr std::size_t pack_file_bytes = 16U << 20U; ///< one file of a pack
inline constexpr std::size_t pack_files = 10'000;          ///< files of one pack
inline constexpr std::size_t pack_bytes = 64U << 20U;      ///< all files of one pack
inline constexpr std::size_t pack_entries = 100'000; ///< files and folders looked at, of any kind
inline constexpr std::size_t folder_depth = 32;      ///< folders of a pack, one in the other
inline constexpr std::size_t yaml_depth = 64;        ///< nesting of lists and maps
inline constexpr std::size_t yaml_nodes = 2'000'000; ///< scalars, lists and maps of a file
inline constexpr std::size_t formula_bytes = 64U << 10U; ///< one formula
inline constexpr std::size_t formula_depth = 200;        ///< nesting inside a formula
inline constexpr std::size_t findings = 1'000;           ///< findings reported of one pack
inline constexpr std::size_t name_bytes = 200;           ///< one name
inline constexpr std::size_t decimal_digits = 36;        ///< digits of one number
inline constexpr int places = 18;                        ///< decimal places of any value
inline constexpr std::size_t nodes = 1'000'000;          ///< nodes of one rulebook
inline constexpr std::size_t categories = 65'535;        ///< with options and decisions
inline constexpr std::size_t reference_depth = 1'000;    ///< rules that read one another in a chain
inline constexpr std::size_t table_cells = 1'000'000;    ///< cells of one parameter table
inline constexpr std::size_t table_rows = 5'000;         ///< rows of one decision table or decision
inline constexpr std::size_t items = 200;                ///< items of one exemption or deduction
inline constexpr std::size_t thresholds = 1'000;         ///< of one parameter with `brackets:`
inline constexpr std::int64_t table_integer_keys = 100'000; ///< whole-number keys of one table
inline constexpr std::size_t coverage_cells =
    200'000; ///< combinations tried to prove a table whole
inline constexpr std::size_t coverage_tests = 10'000'000; ///< conditions worked out for that
inline constexpr std::size_t check_dates = 1'000;         ///< days on which `check` compiles a pack
inline constexpr std::size_t check_work = 2'000'000;      ///< days × what is declared, for that
inline constexpr std::size_t months_back = 120;           ///< months that sum_months may span
inline constexpr std::size_t months_of_run = 120;         ///< months that one run decides
inline constexpr std::size_t summary_groups = 1'000;      ///< values that `--by` counts apart
inline constexpr std::size_t rows_inside = 10'000;        ///< default `at_most` of an inner entity
inline constexpr std::size_t rows_of_record = 100'000;    ///< all inner rows of one record
inline constexpr std::size_t record_bytes = 64U << 20U;   ///< one record as JSON
inline constexpr std::size_t field_bytes = 64U << 10U;    ///< one field of a CSV file, one text
inline constexpr std::size_t rejects_reasons = 100;       ///< reasons kept for one record

/// Default ranges of a type, where a fact says no `range:`.
inline constexpr std::int64_t money_yuan = 1'000'000'000; ///< yuan, both signs
inline constexpr std::int64_t integer = 1'000'000'000;    ///< both signs
inline constexpr std::int64_t number = 1'000'000'000;     ///< both signs
inline constexpr std::int64_t rate = 10;                  ///< 1000 %, both signs
inline constexpr std::int64_t months = 1'200;             ///< from 0
inline constexpr int first_year = 1900;                   ///< of a date
inline constexpr int last_year = 2199;                    ///< of a date
inline constexpr int rate_places = 6;                     ///< of a rate in data
inline constexpr int money_places = 2;                    ///< of money in data: fen

} // namespace doudi::limits
