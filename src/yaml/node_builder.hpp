#pragma once

#include <doudi/diagnostic.hpp>
#include <doudi/written.hpp>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace doudi::yaml {

/// Builds a WrittenNode from yaml-cpp's events and refuses what yaml-cpp lets pass: keys twice,
/// empty values, a second document, aliases, tags, merge keys, and nesting without end.
class NodeBuilder : public YAML::EventHandler {
public:
    /// Thrown through yaml-cpp to stop it; the finding is already reported.
    struct Stopped {};

    NodeBuilder(std::shared_ptr<const Source> source, Diagnostics& findings);

    /// The document, or nullptr when there was none.
    std::shared_ptr<const WrittenNode> take_root();

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
    /// A list or map that is still open.
    struct Frame {
        WrittenNode node;
        bool flow = false;
        std::optional<WrittenText> key; ///< of a map, waiting for its value
        bool drop_value = false;        ///< the key was refused
        bool lost_dash = false;         ///< the next item seems to have begun
        std::set<std::string> keys;
    };

    void check_properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
    void open(const YAML::Mark& mark, WrittenNode::Shape shape, bool flow);
    void close();
    void accept(WrittenNode node);
    void accept_key(WrittenText key);
    void refuse_repeated(Frame& frame, const WrittenText& key);
    static std::string whole_number(const Frame& frame, const WrittenText& key);
    bool rejoin_title(WrittenNode& map, const WrittenText& piece);
    void refuse_empty(std::size_t offset);
    void accept_scalar(std::size_t offset, const std::string& value);
    void check_flow_text(const WrittenText& text);
    [[nodiscard]] bool expects_key() const;
    [[nodiscard]] bool says_null(std::size_t offset) const;
    void report(Diagnostic finding);
    [[noreturn]] void stop(Diagnostic finding);

    std::shared_ptr<const Source> source_;
    Diagnostics& findings_;
    std::vector<Frame> open_;
    std::optional<WrittenNode> root_;
    std::size_t nodes_ = 0;
    std::size_t end_ = 0; ///< of the last scalar
    bool began_ = false;
};

} // namespace doudi::yaml
