#include "data/row_sort.hpp"

#include "data/byte_scan.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace doudi::data {

namespace {

constexpr std::size_t most_merged = 64; // runs at a time
constexpr std::size_t header_bytes = 16;
constexpr std::size_t least_memory = 1U << 16U;

bool before(const SortedText& a, const SortedText& b) {
    const int order = a.key.compare(b.key);
    return order != 0 ? order < 0 : a.number < b.number;
}

/// The first eight bytes, the first one highest; zeros behind a shorter text.
std::uint64_t first_word(std::string_view text) {
    char bytes[sizeof(std::uint64_t)] = {};
    text.copy(bytes, sizeof bytes);
    return __builtin_bswap64(eight_bytes(bytes));
}

std::size_t same_at_beginning(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                                    a.begin());
}

} // namespace

RowSort::RowSort(std::filesystem::path folder, std::size_t memory_bytes)
    : folder_(std::move(folder)), memory_bytes_(std::max(memory_bytes, least_memory)) {}

bool RowSort::fail() {
    problem_ = file_.problem();
    return false;
}

SortedText RowSort::in_memory(const Entry& entry) const {
    const std::string_view bytes = std::string_view(memory_).substr(entry.offset);
    return {bytes.substr(0, entry.key_size), entry.number,
            bytes.substr(entry.key_size, entry.text_size)};
}

bool RowSort::add(const SortedText& text) {
    const std::size_t size = text.key.size() + text.text.size();
    const std::size_t used = memory_.size() + entries_.size() * sizeof(Entry);
    if (used + size + sizeof(Entry) > memory_bytes_ && !entries_.empty() && !spill()) {
        return false;
    }
    memory_.reserve(memory_bytes_); // pages that nobody touches cost nothing
    entries_.push_back({text.number, memory_.size(), 0, static_cast<std::uint32_t>(text.key.size()),
                        static_cast<std::uint32_t>(text.text.size())});
    memory_.append(text.key);
    memory_.append(text.text);
    return true;
}

// Mostly keys differ in a few bytes behind a common beginning, and one look at those is enough.
void RowSort::sort_memory() {
    const std::size_t beginning = common_beginning();
    for (Entry& entry : entries_) {
        entry.word = first_word(in_memory(entry).key.substr(beginning));
    }
    const std::size_t whole = beginning + sizeof(std::uint64_t); // a word has all of such a key
    std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
        if (a.word != b.word) {
            return a.word < b.word;
        }
        return a.key_size == b.key_size && a.key_size <= whole ? a.number < b.number
                                                               : before(in_memory(a), in_memory(b));
    });
}

std::size_t RowSort::common_beginning() const {
    std::string_view beginning = entries_.empty() ? std::string_view{} : in_memory(entries_[0]).key;
    for (const Entry& entry : entries_) {
        const std::string_view key = in_memory(entry).key;
        beginning = beginning.substr(0, same_at_beginning(beginning, key));
    }
    return beginning.size();
}

bool RowSort::append(const SortedText& text) {
    const auto key_size = static_cast<std::uint32_t>(text.key.size());
    const auto text_size = static_cast<std::uint32_t>(text.text.size());
    char header[header_bytes];
    std::memcpy(header, &key_size, 4);
    std::memcpy(header + 4, &text_size, 4);
    std::memcpy(header + 8, &text.number, 8);
    output_.append(header, header_bytes);
    output_.append(text.key);
    output_.append(text.text);
    return output_.size() < (1U << 20U) || flush();
}

bool RowSort::flush() {
    spilled_bytes_ += output_.size();
    const bool written = file_.append(output_);
    output_.clear();
    return written || fail();
}

bool RowSort::spill() {
    if (!file_.is_open() && !file_.open(folder_)) {
        return fail();
    }
    sort_memory();
    const std::uint64_t begin = file_.size();
    for (const Entry& entry : entries_) {
        if (!append(in_memory(entry))) {
            return false;
        }
    }
    if (!flush()) {
        return false;
    }
    runs_.push_back({begin, file_.size()});
    entries_.clear();
    memory_.clear();
    return true;
}

bool RowSort::finish() {
    if (runs_.empty()) {
        sort_memory();
        return true;
    }
    if (!entries_.empty() && !spill()) {
        return false;
    }
    entries_ = {};
    memory_ = {};
    std::size_t first = 0;
    while (runs_.size() - first > most_merged) {
        if (!begin_merge(first, most_merged)) {
            return false;
        }
        const std::uint64_t begin = file_.size();
        SortedText text;
        while (next_merged(text)) {
            if (!append(text)) {
                return false;
            }
        }
        if (!problem_.empty() || !flush()) {
            return false;
        }
        runs_.push_back({begin, file_.size()});
        first += most_merged;
    }
    return begin_merge(first, runs_.size() - first);
}

bool RowSort::begin_merge(std::size_t first, std::size_t count) {
    readers_.clear();
    readers_.reserve(count); // the readers hold views of themselves
    heap_.clear();
    is_advanced_ = true;
    for (std::size_t i = 0; i < count; ++i) {
        RunReader& reader = readers_.emplace_back();
        reader.next = runs_[first + i].begin;
        reader.end = runs_[first + i].end;
        bool is_done = false;
        if (!advance(reader, is_done)) {
            return false;
        }
        if (!is_done) {
            heap_.push_back(i);
        }
    }
    std::make_heap(heap_.begin(), heap_.end(), [this](std::size_t a, std::size_t b) {
        return before(readers_[b].now, readers_[a].now);
    });
    return true;
}

// Takes the window of a run on by whole texts.
bool RowSort::fill(RunReader& reader, std::size_t wanted) {
    if (reader.window.size() - reader.at >= wanted) {
        return true;
    }
    reader.window.erase(0, reader.at);
    reader.at = 0;
    const std::size_t share = std::max(memory_bytes_ / most_merged, least_memory / 4);
    const std::size_t had = reader.window.size();
    const std::uint64_t size =
        std::min<std::uint64_t>(reader.end - reader.next, std::max(share, wanted) - had);
    reader.window.resize(had + size);
    if (reader.window.size() < wanted ||
        !file_.read(reader.next, reader.window.data() + had, size)) {
        return fail();
    }
    reader.next += size;
    return true;
}

bool RowSort::advance(RunReader& reader, bool& is_done) {
    is_done = reader.at == reader.window.size() && reader.next == reader.end;
    if (is_done) {
        return true;
    }
    if (!fill(reader, header_bytes)) {
        return false;
    }
    std::uint32_t key_size = 0;
    std::uint32_t text_size = 0;
    const char* const header = reader.window.data() + reader.at;
    std::memcpy(&key_size, header, 4);
    std::memcpy(&text_size, header + 4, 4);
    std::memcpy(&reader.now.number, header + 8, 8);
    const std::size_t size = header_bytes + key_size + text_size;
    if (!fill(reader, size)) {
        return false;
    }
    const std::string_view bytes = std::string_view(reader.window).substr(reader.at, size);
    reader.now.key = bytes.substr(header_bytes, key_size);
    reader.now.text = bytes.substr(header_bytes + key_size);
    reader.at += size;
    return true;
}

bool RowSort::next_merged(SortedText& text) {
    const auto after = [this](std::size_t a, std::size_t b) {
        return before(readers_[b].now, readers_[a].now);
    };
    if (!is_advanced_) {
        std::pop_heap(heap_.begin(), heap_.end(), after);
        bool is_done = false;
        if (!advance(readers_[heap_.back()], is_done)) {
            return false;
        }
        if (is_done) {
            heap_.pop_back();
        } else {
            std::push_heap(heap_.begin(), heap_.end(), after);
        }
        is_advanced_ = true;
    }
    if (heap_.empty()) {
        return false;
    }
    text = readers_[heap_.front()].now;
    is_advanced_ = false;
    return true;
}

bool RowSort::next(SortedText& text) {
    if (!runs_.empty()) {
        return next_merged(text);
    }
    if (given_ == entries_.size()) {
        return false;
    }
    text = in_memory(entries_[given_++]);
    return true;
}

} // namespace doudi::data
