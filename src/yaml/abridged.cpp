#include "yaml/abridged.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

// What makes this safe: a run begins with a byte that can begin no token but a plain scalar, and
// holds none that ends one, so it lies inside one scalar or comment, or in a tag or anchor, which
// are refused however they go on. Columns decide nothing behind the first such byte of a line.
// Null words are too short to be a run.
namespace doudi::yaml {

namespace {

constexpr char stand_in = '\x01';    // no text that is read holds it: controls are refused before
constexpr std::size_t least_run = 5; // "null" stays
constexpr std::size_t longest_key = 1'024; // yaml-cpp counts the bytes of a key on one line

enum class Role : std::uint8_t { ends, inside, begins };

constexpr std::array<Role, 256> roles = [] {
    std::array<Role, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        table[byte] = byte >= 0x80 ? Role::begins : byte > 0x20 ? Role::inside : Role::ends;
    }
    for (const char letter : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789_()<=+/;$^")) {
        table[static_cast<unsigned char>(letter)] = Role::begins;
    }
    for (const char ending : std::string_view(":#,?[]{}\"'\\\x7F")) {
        table[static_cast<unsigned char>(ending)] = Role::ends;
    }
    table[' '] = Role::inside;
    return table;
}();

Role role_of(char byte) {
    return roles[static_cast<unsigned char>(byte)];
}

} // namespace

AbridgedText::AbridgedText(std::string_view whole) : whole_(whole) {
    if (whole.find('\\') != std::string_view::npos) {
        keep(0, whole.size()); // letters behind it may be an escape, of the stand-in itself even
        return;
    }
    text_.reserve(whole.size() / 2);
    for (std::size_t line = 0; line < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', line), whole.size() - 1) + 1;
        // A directive is read by its letters.
        if (end - line > longest_key || whole[line] == '%') {
            keep(line, end);
        } else {
            abridge_line(line, end);
        }
        line = end;
    }
}

void AbridgedText::keep(std::size_t begin, std::size_t end) {
    text_ += whole_.substr(begin, end - begin);
}

void AbridgedText::abridge_line(std::size_t begin, std::size_t end) {
    std::size_t kept = begin; // from here on nothing is written yet
    for (std::size_t at = begin; at < end;) {
        if (role_of(whole_[at]) != Role::begins) {
            ++at;
            continue;
        }
        const std::size_t run = at;
        while (at < end && role_of(whole_[at]) != Role::ends) {
            ++at;
        }
        std::size_t stop = at;
        while (whole_[stop - 1] == ' ') {
            --stop; // blanks at the end are cut off by YAML
        }
        if (stop - run >= least_run) {
            keep(kept, run);
            runs_.push_back({text_.size(), {run, stop}});
            text_ += stand_in;
            kept = stop;
        }
    }
    keep(kept, end);
}

std::size_t AbridgedText::original(std::size_t offset) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), offset,
                         [](std::size_t wanted, const Run& run) { return wanted < run.at; });
    if (after == runs_.begin()) {
        return offset;
    }
    const Run& last = *std::prev(after);
    return last.at == offset ? last.whole.begin : last.whole.end + (offset - last.at - 1);
}

std::string AbridgedText::restore(std::size_t offset, const std::string& value) const {
    std::size_t begin = 0;
    std::size_t next = value.find(stand_in);
    if (next == std::string::npos) {
        return value;
    }
    std::string restored;
    auto run = std::lower_bound(runs_.begin(), runs_.end(), offset,
                                [](const Run& one, std::size_t wanted) { return one.at < wanted; });
    while (next != std::string::npos && run != runs_.end()) {
        restored.append(value, begin, next - begin);
        restored += whole_.substr(run->whole.begin, run->whole.end - run->whole.begin);
        ++run;
        begin = next + 1;
        next = value.find(stand_in, begin);
    }
    return restored.append(value, begin);
}

YAML::Mark RestoredEvents::original(YAML::Mark mark) const {
    mark.pos = static_cast<int>(text_.original(static_cast<std::size_t>(std::max(mark.pos, 0))));
    return mark;
}

void RestoredEvents::OnDocumentStart(const YAML::Mark& mark) {
    next_.OnDocumentStart(original(mark));
}

void RestoredEvents::OnDocumentEnd() {
    next_.OnDocumentEnd();
}

void RestoredEvents::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    next_.OnNull(original(mark), anchor);
}

void RestoredEvents::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    next_.OnAlias(original(mark), anchor);
}

void RestoredEvents::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              const std::string& value) {
    const auto offset = static_cast<std::size_t>(std::max(mark.pos, 0));
    next_.OnScalar(original(mark), tag, anchor, text_.restore(offset, value));
}

void RestoredEvents::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                     YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    next_.OnSequenceStart(original(mark), tag, anchor, style);
}

void RestoredEvents::OnSequenceEnd() {
    next_.OnSequenceEnd();
}

void RestoredEvents::OnMapStart(const YAML::Mark& mark, const std::string& tag,
                                YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    next_.OnMapStart(original(mark), tag, anchor, style);
}

void RestoredEvents::OnMapEnd() {
    next_.OnMapEnd();
}

} // namespace doudi::yaml
