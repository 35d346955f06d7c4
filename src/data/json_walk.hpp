#pragma once

#include "data/record_builder.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace doudi::data {

/// Reads one JSON value and hands its events to a builder.
class JsonWalk {
public:
    /// Bytes behind every text that must be readable, whatever they hold.
    static const std::size_t padding;

    JsonWalk();
    ~JsonWalk();

    /// Hands over the events of the record that `text` holds; the builder's `end_record` is left
    /// to the caller. `text` must be followed by `padding` readable bytes.
    void read(std::string_view text, RecordBuilder& builder);

    /// The value of one key of the record, if it is a text or a number; else nothing. Looks at no
    /// more than it must. Until the next call.
    [[nodiscard]] std::string_view find(std::string_view text, std::string_view key);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

} // namespace doudi::data
