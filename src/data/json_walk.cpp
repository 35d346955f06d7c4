#include "data/json_walk.hpp"

#include "base/utf8.hpp"

#include <doudi/limits.hpp>

#include <cstring>
#include <simdjson.h>
#include <string>

namespace doudi::data {

namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

/// A record is as deep as its entities, twice, and a little; most_entities bounds that.
constexpr int deepest = 2 * static_cast<int>(most_entities) + 4;

std::string_view without_blanks(std::string_view token) {
    const std::size_t last = token.find_last_not_of(" \t\r\n");
    return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Hands over numbers, truth values and null as they are written; simdjson leaves it to us to
/// look at more than their first letter.
error_code walk_token(std::string_view token, RecordBuilder& builder) {
    const std::string_view text = without_blanks(token);
    if (text == "null") {
        builder.scalar(ScalarKind::null, text);
    } else if (text == "true" || text == "false") {
        builder.scalar(ScalarKind::truth, text);
    } else if (!text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'))) {
        builder.scalar(ScalarKind::number, text);
    } else {
        return simdjson::TAPE_ERROR;
    }
    return simdjson::SUCCESS;
}

/// The key of a field, if it is the one that the builder expects: then it need not be decoded.
std::string_view likely_key(const ondemand::field& field, RecordBuilder& builder) {
    const std::string_view expected = builder.likely_key();
    // Behind every text there are `padding` bytes, and no name of a rulebook holds a quote.
    const char* const raw = field.key().raw();
    const bool is_it = !expected.empty() && expected.size() < JsonWalk::padding &&
                       std::memcmp(raw, expected.data(), expected.size()) == 0 &&
                       raw[expected.size()] == '"';
    return is_it ? expected : std::string_view{};
}

error_code walk_object(ondemand::object object, RecordBuilder& builder, int depth);
error_code walk_array(ondemand::array array, RecordBuilder& builder, int depth);

error_code walk(ondemand::value value, RecordBuilder& builder, int depth) {
    if (depth > deepest) {
        return simdjson::DEPTH_ERROR;
    }
    ondemand::json_type type{};
    if (const error_code error = value.type().get(type)) {
        return error;
    }
    switch (type) {
    case ondemand::json_type::object: {
        ondemand::object object;
        const error_code error = value.get_object().get(object);
        return error ? error : walk_object(object, builder, depth);
    }
    case ondemand::json_type::array: {
        ondemand::array array;
        const error_code error = value.get_array().get(array);
        return error ? error : walk_array(array, builder, depth);
    }
    case ondemand::json_type::string: {
        std::string_view text;
        const error_code error = value.get_string().get(text);
        if (!error) {
            builder.scalar(ScalarKind::text, text);
        }
        return error;
    }
    default:
        return walk_token(value.raw_json_token(), builder);
    }
}

error_code walk_object(ondemand::object object, RecordBuilder& builder, int depth) {
    builder.begin_object();
    for (auto entry : object) {
        ondemand::field field;
        if (const error_code error = std::move(entry).get(field)) {
            return error;
        }
        std::string_view key = likely_key(field, builder);
        if (key.empty()) {
            if (const error_code error = field.unescaped_key().get(key)) {
                return error;
            }
        }
        builder.key(key);
        if (const error_code error = walk(field.value(), builder, depth + 1)) {
            return error;
        }
    }
    builder.end_object();
    return simdjson::SUCCESS;
}

error_code walk_array(ondemand::array array, RecordBuilder& builder, int depth) {
    builder.begin_list();
    for (auto entry : array) {
        ondemand::value value;
        if (const error_code error = std::move(entry).get(value)) {
            return error;
        }
        if (const error_code error = walk(value, builder, depth + 1)) {
            return error;
        }
    }
    builder.end_list();
    return simdjson::SUCCESS;
}

error_code walk_root(ondemand::document& document, RecordBuilder& builder) {
    ondemand::json_type type{};
    if (const error_code error = document.type().get(type)) {
        return error;
    }
    if (type != ondemand::json_type::object) {
        builder.scalar(ScalarKind::null, {});
        return simdjson::SUCCESS;
    }
    ondemand::object object;
    if (const error_code error = document.get_object().get(object)) {
        return error;
    }
    if (const error_code error = walk_object(object, builder, 1)) {
        return error;
    }
    // Anything behind the record would be lost in silence.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::TAPE_ERROR;
}

void refuse(error_code error, std::string_view text, const char* at, RecordBuilder& builder) {
    if (error == simdjson::UTF8_ERROR || utf8::find_malformed(text)) {
        builder.refuse(Why::invalid_utf8);
    } else if (error == simdjson::DEPTH_ERROR) {
        builder.refuse(Why::too_deep, {}, std::to_string(deepest));
    } else {
        const bool known = at >= text.data() && at <= text.data() + text.size();
        const std::string_view before =
            known ? text.substr(0, static_cast<std::size_t>(at - text.data()))
                  : without_blanks(text);
        builder.refuse(Why::broken_json, {}, std::to_string(utf8::count_code_points(before) + 1));
    }
}

} // namespace

const std::size_t JsonWalk::padding = simdjson::SIMDJSON_PADDING;

struct JsonWalk::Parser {
    ondemand::parser parser;
};

JsonWalk::JsonWalk() : parser_(std::make_unique<Parser>()) {}

JsonWalk::~JsonWalk() = default;

void JsonWalk::read(std::string_view text, RecordBuilder& builder) {
    builder.begin_record();
    ondemand::document document;
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + padding);
    error_code error = parser_->parser.iterate(padded).get(document);
    const char* at = nullptr;
    if (!error) {
        error = walk_root(document, builder);
        if (error) {
            at = document.current_location().error() ? nullptr
                                                     : document.current_location().value_unsafe();
        }
        // That a record breaks off is seen at its beginning, before anything else.
        if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT && at == text.data()) {
            at = nullptr;
        }
    }
    if (error) {
        refuse(error, text, at, builder);
    }
}

std::string_view JsonWalk::find(std::string_view text, std::string_view key) {
    if (text.empty()) {
        return {};
    }
    ondemand::document document;
    ondemand::object object;
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + padding);
    if (parser_->parser.iterate(padded).get(document) || document.get_object().get(object)) {
        return {};
    }
    for (auto entry : object) {
        ondemand::field field;
        std::string_view name;
        if (std::move(entry).get(field) || field.unescaped_key().get(name)) {
            return {};
        }
        if (name != key) {
            continue;
        }
        ondemand::json_type type{};
        std::string_view value;
        if (field.value().type().get(type)) {
            return {};
        }
        if (type == ondemand::json_type::number) {
            return without_blanks(field.value().raw_json_token());
        }
        return type == ondemand::json_type::string && !field.value().get_string().get(value)
                   ? value
                   : std::string_view{};
    }
    return {};
}

} // namespace doudi::data
