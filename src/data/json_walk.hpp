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

    /// Adds the record that `text` holds. Whether it was added; else the builder has the reasons.
    /// `text` must be followed by `padding` readable bytes.
    [[nodiscard]] bool read(std::string_view text, RecordBuilder& builder);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

} // namespace doudi::data
