#include "yaml/node_builder.hpp"

#include "base/utf8.hpp"
#include "yaml/findings.hpp"
#include "yaml/scalar_map.hpp"

#include <doudi/limits.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace doudi::yaml {

namespace {

std::size_t offset_of(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
}

/// More `(` than `)`, or the reverse: what is left of a formula that was cut.
bool has_open_bracket(std::string_view text) {
    return std::count(text.begin(), text.end(), '(') != std::count(text.begin(), text.end(), ')');
}

Phrase out_of_braces() {
    return {"把它写成块式：每个键单独一行，缩进对齐",
            "write it in block style: each key on a line of its own"};
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// Only an escape can say one: the file itself was checked.
bool says_control(const WrittenText& text) {
    const std::u32string points = text.quoted ? utf8::decode(text.value) : std::u32string();
    return std::any_of(points.begin(), points.end(), [](char32_t point) {
        return utf8::is_control(point) && point != '\n' && point != '\t';
    });
}

} // namespace

NodeBuilder::NodeBuilder(std::shared_ptr<const Source> source, Diagnostics& findings)
    : source_(std::move(source)), findings_(findings) {}

std::shared_ptr<const WrittenNode> NodeBuilder::take_root() {
    return root_ ? std::make_shared<const WrittenNode>(std::move(*root_)) : nullptr;
}

void NodeBuilder::report(Diagnostic finding) {
    if (findings_.size() < limits::findings) {
        findings_.push_back(std::move(finding));
    }
}

void NodeBuilder::stop(Diagnostic finding) {
    findings_.push_back(std::move(finding));
    throw Stopped{};
}

void NodeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (began_) {
        const std::size_t at = offset_of(mark);
        stop(error_at("second-document", place_at(source_, at, at + 1),
                      {"一个文件里有两份文档（'---' 之后又开始了一份）",
                       "a second document begins here, after '---'"},
                      {"删去 '---'，或把后一部分移到另一个文件",
                       "remove '---', or move the second part to a file of its own"}));
    }
    began_ = true;
}

void NodeBuilder::OnDocumentEnd() {}

void NodeBuilder::check_properties(const YAML::Mark& mark, const std::string& tag,
                                   YAML::anchor_t anchor) {
    const std::size_t at = offset_of(mark);
    if (anchor != 0) {
        OnAlias(mark, anchor);
    }
    if (!tag.empty() && tag != "?" && tag != "!") {
        stop(error_at(
            "yaml-tag", place_at(source_, at, at + 1),
            {fmt::format("这里不用 YAML 标签 '{}'", shown(tag)),
             fmt::format("YAML tags such as '{}' are not used here", shown(tag))},
            {"公式中的“非”写作 not；文字加引号", "in a formula write not; put text in quotes"}));
    }
}

void NodeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    const std::size_t at = offset_of(mark);
    stop(error_at("yaml-alias", place_at(source_, at, at + 1),
                  {"这里不用 YAML 的锚点（&）和别名（*）",
                   "YAML anchors (&) and aliases (*) are not used here"},
                  {"把内容再写一遍", "write the content out again"}));
}

bool NodeBuilder::expects_key() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().key;
}

/// Whether an empty event at `offset` is the word null itself rather than nothing at all.
bool NodeBuilder::says_null(std::size_t offset) const {
    const std::string_view rest = source_->text().substr(std::min(offset, source_->text().size()));
    std::size_t length = 0;
    for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
        length = rest.starts_with(word) ? word.size() : length;
    }
    if (length == 0 || offset < end_) {
        return false;
    }
    const std::size_t next = std::min(rest.find_first_not_of(" \t", length), rest.size());
    const bool ends = length == rest.size() ||
                      std::string_view(" \t\r\n,]}:").find(rest[length]) != std::string_view::npos;
    const bool is_key = next < rest.size() && rest[next] == ':';
    return ends && (expects_key() || !is_key);
}

void NodeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::size_t at = offset_of(mark);
    if (anchor != 0) {
        OnAlias(mark, anchor);
    }
    if (says_null(at)) {
        const std::string_view rest = source_->text().substr(at);
        accept_scalar(at, std::string(rest.substr(0, rest.starts_with('~') ? 1 : 4)));
    } else {
        refuse_empty(at);
    }
}

/// In `{zh: …, en: a, b}` the words after the comma can only belong to the title before them, so
/// they are given back to it.
bool NodeBuilder::rejoin_title(WrittenNode& map, const WrittenText& piece) {
    const auto is_language = [](std::string_view key) { return key == "zh" || key == "en"; };
    if (map.entries.empty() || is_language(piece.value) ||
        !is_language(map.entries.back().first.value)) {
        return false;
    }
    WrittenNode& title = map.entries.back().second;
    if (!title.is_scalar() || title.scalar.quoted || !title.scalar.pieces.empty()) {
        return false;
    }
    Span& span = title.scalar.place.span;
    const std::string_view whole =
        source_->text().substr(span.begin, piece.place.span.end - span.begin);
    if (whole.find('\n') != std::string_view::npos) {
        return false;
    }
    span.end = piece.place.span.end;
    title.scalar.value = whole;
    title.place = title.scalar.place;
    return true;
}

/// A key without value, or a dash with nothing after it.
void NodeBuilder::refuse_empty(std::size_t offset) {
    Place place = place_at(source_, offset, offset);
    if (!open_.empty() && open_.back().key) {
        Frame& frame = open_.back();
        const WrittenText key = *std::exchange(frame.key, std::nullopt);
        if (std::exchange(frame.drop_value, false)) {
            return;
        }
        const std::string_view rest = source_->text().substr(key.place.span.end);
        const std::size_t next = std::min(rest.find_first_not_of(" \t"), rest.size());
        const bool colon = next < rest.size() && rest[next] == ':';
        if (frame.flow && !colon && rejoin_title(frame.node, key)) {
            end_ = key.place.span.end;
            return;
        }
        const std::size_t inner_colon = key.value.find(':');
        if (frame.flow && !colon && !key.quoted && inner_colon != std::string::npos) {
            const std::string name = shown(key.value.substr(0, inner_colon));
            report(
                error_at("missing-blank", key.place,
                         {"冒号后面缺少空格", "a blank is missing after the colon"},
                         {fmt::format("改写为 '{}: '", name), fmt::format("write '{}: '", name)}));
            return;
        }
        if (const std::string number = whole_number(frame, key); !number.empty()) {
            report(error_at("formula-cut-by-comma", key.place,
                            {fmt::format("在 {{…}} 里逗号会截断数字，'{}' 成了单独一项", key.value),
                             fmt::format("inside {{…}} a comma ends a number, so '{}' stands alone",
                                         key.value)},
                            {fmt::format("不写千位分隔符：{}", number),
                             fmt::format("leave the thousands separator out: {}", number)}));
            return;
        }
        if (frame.flow && !colon) {
            report(error_at(
                "formula-cut-by-comma", key.place,
                {fmt::format("在 {{…}} 里逗号会截断内容，'{}' 成了单独一项", shown(key.value)),
                 fmt::format("inside {{…}} a comma ends a value, so '{}' stands alone",
                             shown(key.value))},
                out_of_braces()));
            return;
        }
        report(error_at("empty-value", key.place,
                        {fmt::format("'{}' 后面没有值", shown(key.value)),
                         fmt::format("'{}' has no value", shown(key.value))},
                        {"写上值，或删去这个键；确实未知的写 null",
                         "write a value or remove the key; what is not known is null"}));
        return;
    }
    if (open_.empty() || offset > source_->text().size()) {
        return;
    }
    const std::string_view before = source_->text().substr(0, offset);
    const std::size_t dash = before.find_last_not_of(" \t\r\n");
    if (dash != std::string_view::npos && !open_.back().flow && before[dash] == '-') {
        place = place_at(source_, dash, dash + 1);
    }
    report(error_at("empty-value", place, {"列表中有一项是空的", "an item of this list is empty"},
                    {"写上内容，或删去这一项", "write it, or remove the item"}));
}

void NodeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    check_properties(mark, tag, anchor);
    accept_scalar(offset_of(mark), value);
}

void NodeBuilder::accept_scalar(std::size_t offset, const std::string& value) {
    MappedScalar mapped = map_scalar(source_, offset, value);
    if (!mapped.faithful) {
        stop(error_at(
            "yaml-mismatch", place_at(source_, offset, offset + 1),
            {fmt::format("YAML 把这里读成了 '{}'，与所写不符", shown(value)),
             fmt::format("YAML reads '{}' here, which is not what is written", shown(value))},
            {"用 >- 另起一行书写，或加引号",
             "write it after >- on the next line, or put it in quotes"}));
    }
    if (says_control(mapped.text)) {
        report(error_at("control-character", mapped.text.place,
                        {"文字中有控制字符（由 \\ 转义写成）",
                         "this text holds a control character, written as an escape"},
                        {"删去该字符", "remove the character"}));
    }
    end_ = mapped.text.place.span.end;
    if (expects_key()) {
        accept_key(std::move(mapped.text));
        return;
    }
    check_flow_text(mapped.text);
    WrittenNode node;
    node.place = mapped.text.place;
    node.scalar = std::move(mapped.text);
    accept(std::move(node));
}

/// The number that a thousands separator has cut in two inside braces; empty if it was none.
std::string NodeBuilder::whole_number(const Frame& frame, const WrittenText& key) {
    constexpr std::size_t group = 3;
    const bool may_be = frame.flow && is_number(key.value) && !frame.node.entries.empty() &&
                        std::min(key.value.find('.'), key.value.size()) == group;
    const WrittenNode* const before = may_be ? &frame.node.entries.back().second : nullptr;
    return before != nullptr && before->is_scalar() && is_number(before->scalar.value)
               ? before->scalar.value + key.value
               : std::string();
}

void NodeBuilder::check_flow_text(const WrittenText& text) {
    const bool flow = !open_.empty() && open_.back().flow;
    if (flow && !text.quoted && has_open_bracket(text.value)) {
        const char* const braces = open_.back().node.is_map() ? "{…}" : "[…]";
        report(
            error_at("formula-cut-by-comma", text.place,
                     {fmt::format("在 {} 里逗号会截断公式，只剩 '{}'", braces, shown(text.value)),
                      fmt::format("inside {} a comma ends a value, so only '{}' is left", braces,
                                  shown(text.value))},
                     out_of_braces()));
    }
}

/// The first key of an item once more shows that a dash was forgotten: the keys that follow are
/// those of the next item, and nothing is said about them.
void NodeBuilder::refuse_repeated(Frame& frame, const WrittenText& key) {
    // The search is linear, so it ends with the findings that are kept.
    if (frame.lost_dash || findings_.size() >= limits::findings) {
        return;
    }
    const WrittenText* const first = frame.node.find_key(key.value);
    const bool is_item = open_.size() > 1 && open_[open_.size() - 2].node.is_list() && !frame.flow;
    frame.lost_dash = is_item && first != nullptr && first == &frame.node.entries.front().first;
    Diagnostic finding = error_at(
        "duplicate-key", key.place,
        {fmt::format("'{}' 写了两次", shown(key.value)),
         fmt::format("'{}' is written twice", shown(key.value))},
        frame.lost_dash ? Phrase{"这里若是下一项，前面补上 '- '；否则删去其中一个",
                                 "if the next item begins here, put '- ' before it; otherwise "
                                 "remove one of them"}
                        : Phrase{"删去其中一个", "remove one of them"});
    if (first != nullptr) {
        finding.labels.push_back({first->place, {"第一次在这里", "first written here"}});
    }
    report(std::move(finding));
}

void NodeBuilder::accept_key(WrittenText key) {
    Frame& frame = open_.back();
    if (key.value == "<<" && !key.quoted) {
        report(error_at("yaml-merge", key.place,
                        {"这里不用 YAML 的合并键 '<<'", "YAML merge keys ('<<') are not used here"},
                        {"把内容再写一遍", "write the content out again"}));
        frame.drop_value = true;
    } else if (!frame.keys.insert(key.value).second) {
        refuse_repeated(frame, key);
        frame.drop_value = true;
    }
    frame.key = std::move(key);
}

void NodeBuilder::accept(WrittenNode node) {
    if (++nodes_ > limits::yaml_nodes) {
        stop(error_at("too-many-nodes", node.place,
                      {fmt::format("文件内容超过 {} 项", limits::yaml_nodes),
                       fmt::format("the file holds more than {} values", limits::yaml_nodes)},
                      {"拆成几个文件", "split it into several files"}));
    }
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Frame& frame = open_.back();
    if (frame.node.is_list()) {
        frame.node.items.push_back(std::move(node));
    } else if (!frame.key) {
        frame.key.emplace();
        frame.drop_value = true;
        report(error_at(
            "non-scalar-key", node.place,
            {"键必须是一个词，不能是列表或映射", "a key must be a word, not a list or a map"},
            {"写一个词作键，列表或映射写在它后面", "write a word, and the list or map behind it"}));
    } else {
        if (!std::exchange(frame.drop_value, false)) {
            frame.node.entries.emplace_back(std::move(*frame.key), std::move(node));
        }
        frame.key.reset();
    }
}

void NodeBuilder::open(const YAML::Mark& mark, WrittenNode::Shape shape, bool flow) {
    const std::size_t at = offset_of(mark);
    if (open_.size() >= limits::yaml_depth) {
        stop(error_at(
            "too-deep", place_at(source_, at, at + 1),
            {fmt::format("嵌套超过 {} 层", limits::yaml_depth),
             fmt::format("lists and maps are nested more than {} deep", limits::yaml_depth)},
            {"少嵌套几层，或拆成几条规则", "nest less, or make it several rules"}));
    }
    Frame frame;
    frame.node.shape = shape;
    frame.node.place = place_at(source_, at, at + 1);
    frame.flow = flow;
    open_.push_back(std::move(frame));
}

void NodeBuilder::close() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    std::size_t& end = frame.node.place.span.end;
    if (frame.flow) {
        const char closing = frame.node.is_map() ? '}' : ']';
        end_ = std::max(end_, frame.node.place.span.begin);
        end_ = std::min(source_->text().find(closing, end_), source_->text().size() - 1) + 1;
    }
    end = std::max(end, end_);
    accept(std::move(frame.node));
}

void NodeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    check_properties(mark, tag, anchor);
    open(mark, WrittenNode::Shape::list, style == YAML::EmitterStyle::Flow);
}

void NodeBuilder::OnSequenceEnd() {
    close();
}

void NodeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
    check_properties(mark, tag, anchor);
    open(mark, WrittenNode::Shape::map, style == YAML::EmitterStyle::Flow);
}

void NodeBuilder::OnMapEnd() {
    close();
}

} // namespace doudi::yaml
