#pragma once

#include <doudi/source.hpp>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::yaml {

/// A text for yaml-cpp, whose time goes by the byte: each long run of characters that cannot end
/// or begin anything in YAML is one byte. Tokens, lines and indentation stay what they are.
class AbridgedText {
public:
    /// `whole` must outlive this.
    explicit AbridgedText(std::string_view whole);

    [[nodiscard]] const std::string& text() const { return text_; }

    /// Where byte `offset` of the short text stands in the whole.
    [[nodiscard]] std::size_t original(std::size_t offset) const;

    /// The decoded `value` of a scalar that begins at byte `offset` of the short text, with its
    /// runs put back. Wrong where a comment stands inside the scalar, behind `|` or `>`.
    [[nodiscard]] std::string restore(std::size_t offset, const std::string& value) const;

private:
    /// One byte of the short text and what it stands for.
    struct Run {
        std::size_t at = 0;
        Span whole;
    };

    void abridge_line(std::size_t begin, std::size_t end);
    void keep(std::size_t begin, std::size_t end);

    std::string_view whole_;
    std::string text_;
    std::vector<Run> runs_;
};

/// Hands the events of an abridged text on as those of the whole.
class RestoredEvents : public YAML::EventHandler {
public:
    RestoredEvents(const AbridgedText& text, YAML::EventHandler& next) : text_(text), next_(next) {}

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override;
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override;
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override;

private:
    [[nodiscard]] YAML::Mark original(YAML::Mark mark) const;

    const AbridgedText& text_;
    YAML::EventHandler& next_;
};

} // namespace doudi::yaml
