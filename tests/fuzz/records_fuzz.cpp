// Any bytes as JSON and as CSV: the readers must come to an end without harm, and what they take
// in must come back the same when it is written and read again.
//
// clang++-14 -fsanitize=fuzzer,address,undefined …; run with -max_len=65536.

#include "unit/data/sample_rulebook.hpp"
#include "unit/data/shown_population.hpp"

#include <doudi/decision_writer.hpp>
#include <doudi/records.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

using namespace doudi;

namespace {

const Rulebook& book() {
    static const Rulebook instance = sample::rulebook();
    return instance;
}

void require(bool law) {
    if (!law) {
        std::abort();
    }
}

void check_reasons(const RecordBatch& batch) {
    for (const RejectedRecord& rejected : batch.rejected) {
        require(!rejected.reasons.empty());
        require(!to_json(rejected, book()).empty());
    }
}

void read_json(std::string_view text) {
    const RecordBatch batch = read_records_json(book(), text);
    check_reasons(batch);
    require(batch.lines.size() == batch.population.size());
    for (std::size_t record = 0; record < batch.population.size(); ++record) {
        const std::string once = to_json(batch.population, record);
        const RecordBatch again = read_records_json(book(), once);
        require(again.population.size() == 1);
        require(to_json(again.population, 0) == once);
    }
}

/// A file in memory, by a path that the readers can open.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view text) : descriptor_(::memfd_create("fuzz", 0)) {
        require(::write(descriptor_, text.data(), text.size()) ==
                static_cast<ssize_t>(text.size()));
    }

    ~MemoryFile() { ::close(descriptor_); }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

private:
    int descriptor_;
};

void read_csv(std::string_view text) {
    const std::size_t cut = std::min(text.find('\x01'), text.size());
    const MemoryFile household("household_id,assets,region,previous,previous.dibao.outcome\n" +
                               std::string(text.substr(0, cut)));
    const MemoryFile member("household_id,member_id,wage,birth_date\n" +
                            std::string(text.substr(std::min(cut + 1, text.size()))));
    auto opened =
        RecordReader::open(book(), {{household.path(), "household"}, {member.path(), "member"}},
                           {.batch_records = 3, .memory_bytes = 1});
    require(static_cast<bool>(opened));
    const auto reader = std::move(opened).value();
    RecordBatch batch(book());
    while (reader->next(batch)) {
        check_reasons(batch);
        (void)show(batch.population);
    }
    require(reader->problems().empty());
}

void read_header(std::string_view text) {
    const MemoryFile household(text);
    auto opened = RecordReader::open(book(), {{household.path(), "household"}});
    if (!opened) {
        require(!render(opened.diagnostics()).empty());
        return;
    }
    const auto reader = std::move(opened).value();
    RecordBatch batch(book());
    while (reader->next(batch)) {
        check_reasons(batch);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.empty()) {
        return 0;
    }
    switch (text[0]) {
    case '0':
        read_csv(text.substr(1));
        break;
    case '1':
        read_header(text.substr(1));
        break;
    default:
        read_json(text);
        break;
    }
    return 0;
}
