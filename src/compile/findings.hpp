#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace doudi::compiler {

/// Collects what is worth saying about a pack while it is compiled.
class Findings {
public:
    struct Words {
        Phrase message;
        Phrase label;
        Phrase help;
    };

    /// The new finding, so that further labels can be added; valid until the next one.
    Diagnostic& error(std::string_view code, const Place& place, Words words) {
        return add(Severity::error, code, place, std::move(words));
    }

    Diagnostic& warning(std::string_view code, const Place& place, Words words) {
        return add(Severity::warning, code, place, std::move(words));
    }

    Diagnostic& note(std::string_view code, const Place& place, Words words) {
        return add(Severity::note, code, place, std::move(words));
    }

    /// "did you mean …?" by the nearest of `known`, or `otherwise`. Stops looking once the names
    /// compared in one run are more than an honest pack needs, so that no pack can cost hours.
    [[nodiscard]] Phrase nearest(std::string_view wanted,
                                 const std::vector<std::string_view>& known, Phrase otherwise);

    /// The newest finding; there must be one.
    [[nodiscard]] Diagnostic& last() { return *last_; }

    /// Takes over the findings of another phase.
    void append(const Diagnostics& others) {
        for (const Diagnostic& other : others) {
            keep(other);
        }
    }

    [[nodiscard]] bool has_errors() const { return errors_ > 0; }

    /// Whether the author has enough to do, so that no more mends need to be looked for.
    [[nodiscard]] bool is_full() const { return errors_ >= limits::findings; }

    /// All that was kept, and a word about what was not.
    [[nodiscard]] Diagnostics take() {
        if (dropped_ > 0) {
            list_.push_back({errors_ > 0 ? Severity::error : Severity::warning,
                             "too-many-findings",
                             {fmt::format("问题太多，还有 {} 个没有列出", dropped_),
                              fmt::format("too many findings: {} more are not shown", dropped_)},
                             {},
                             {"请先改正列出的这些", "mend the ones shown first"}});
        }
        return std::move(list_);
    }

private:
    Diagnostic& add(Severity severity, std::string_view code, const Place& place, Words words) {
        Diagnostic diagnostic{severity, code, std::move(words.message), {}, std::move(words.help)};
        if (place.source) {
            diagnostic.labels.push_back({place, std::move(words.label)});
        }
        return keep(std::move(diagnostic));
    }

    /// Errors and the rest are counted apart, so that no crowd of warnings hides an error.
    Diagnostic& keep(Diagnostic diagnostic) {
        std::size_t& count = diagnostic.severity == Severity::error ? errors_ : others_;
        if (++count > limits::findings) {
            ++dropped_;
            return *(last_ = &(overflow_ = std::move(diagnostic)));
        }
        return *(last_ = &list_.emplace_back(std::move(diagnostic)));
    }

    Diagnostics list_;
    Diagnostic overflow_;
    Diagnostic* last_ = nullptr;
    std::size_t errors_ = 0;
    std::size_t others_ = 0;
    std::size_t dropped_ = 0;
    std::size_t compared_ = 0;
};

} // namespace doudi::compiler
