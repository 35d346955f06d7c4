#pragma once

// Runs a plan over one block of whole records at a time. One executor works for one thread; it
// keeps its memory from block to block and from call to call.

#include <doudi/engine/frame.hpp>
#include <doudi/engine/kernels/rows.hpp>
#include <doudi/engine/levels.hpp>
#include <doudi/engine/plan.hpp>
#include <doudi/engine/prefetch.hpp>
#include <doudi/population.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace doudi::engine {

/// A block holds whole records with about so many rows of the entity that has most; a record that
/// has more is a block of its own.
inline constexpr std::size_t rows_of_block = 1024;

class Executor {
public:
    explicit Executor(const Plan& plan, Level level = machine_level());

    /// Begins a population: columns are read in place from it.
    void bind(const Population& population);

    /// The record after the last of the block that begins with `first`.
    [[nodiscard]] std::size_t end_of_block(std::size_t first, std::size_t end) const;

    /// Evaluates records `first` … `end` − 1 as one block. The next block will be `end` …
    /// `next_end` − 1.
    void run(std::size_t first, std::size_t end, std::size_t next_end);

    [[nodiscard]] const Frame& frame() const { return frame_; }

    /// Row of the population with which a domain's rows of this block begin.
    [[nodiscard]] std::size_t first_row(Index domain) const { return first_rows_[domain]; }

private:
    void place_rows(std::size_t first, std::size_t end);
    void reserve();
    void point_at_inputs();
    void place_offsets();
    void look_ahead(std::size_t first, std::size_t end);
    void compose(const SpanEntry& span, std::vector<std::uint32_t>& starts) const;

    const Plan* plan_;
    const Population* population_ = nullptr;
    Frame frame_;
    std::vector<std::size_t> first_rows_;
    std::vector<std::size_t> capacity_;          ///< rows of each domain that there is memory for
    std::vector<std::vector<std::byte>> memory_; ///< of each storage
    std::vector<std::vector<std::uint32_t>> composed_; ///< starts of spans over several steps
    std::vector<KernelFunction> functions_;            ///< of each instruction
    Prefetcher prefetcher_;
};

// ---------------------------------------------------------------------------------------------

inline Executor::Executor(const Plan& plan, Level level)
    : plan_(&plan), first_rows_(plan.whole() + 1U, 0), capacity_(plan.whole() + 1U, 0),
      memory_(plan.storages.size()), composed_(plan.spans.size()) {
    frame_.data.resize(plan.slots.size());
    frame_.clean.resize(plan.slots.size(), 0);
    frame_.rows.resize(plan.whole() + 1U, 0);
    frame_.padded_rows.resize(plan.whole() + 1U, 0);
    frame_.offsets.resize(plan.spans.size());
    frame_.arrays = &plan.arrays;
    functions_.reserve(plan.instructions.size());
    for (const Instruction& instruction : plan.instructions) {
        functions_.push_back(instruction.kernel->at(level));
    }
}

inline void Executor::bind(const Population& population) {
    population_ = &population;
}

inline std::size_t Executor::end_of_block(std::size_t first, std::size_t end) const {
    std::size_t result = std::min(end, first + rows_of_block);
    for (const Index entity : plan_->entities) {
        const std::size_t last_row = population_->first_row(entity, first) + rows_of_block;
        std::size_t low = first + 1;
        while (low < result) {
            const std::size_t middle = low + (result - low + 1) / 2;
            if (population_->first_row(entity, middle) <= last_row) {
                low = middle;
            } else {
                result = middle - 1;
            }
        }
    }
    return result;
}

inline void Executor::place_rows(std::size_t first, std::size_t end) {
    for (const Index entity : plan_->entities) {
        first_rows_[entity] = population_->first_row(entity, first);
        const std::size_t rows = population_->first_row(entity, end) - first_rows_[entity];
        const std::size_t whole = (rows + row_padding - 1) / row_padding * row_padding;
        frame_.rows[entity] = rows;
        frame_.padded_rows[entity] =
            std::min(whole, population_->rows(entity) - first_rows_[entity]);
    }
    frame_.rows[plan_->whole()] = 1;
    frame_.padded_rows[plan_->whole()] = 1;
}

/// Memory for the rows of this block; what is there is kept while it is enough.
inline void Executor::reserve() {
    bool grown = false;
    std::size_t most = 0;
    for (std::size_t domain = 0; domain < capacity_.size(); ++domain) {
        const std::size_t rows = frame_.rows[domain];
        if (rows > capacity_[domain] || capacity_[domain] == 0) {
            capacity_[domain] = std::max(rows + rows / 8, std::size_t{16});
            grown = true;
        }
        most = std::max(most, capacity_[domain]);
    }
    if (!grown) {
        return;
    }
    frame_.zeros.assign(most + row_padding, 0);
    frame_.scratch.resize((most + row_padding) * sizeof(Int128));
    for (std::size_t i = 0; i < memory_.size(); ++i) {
        const StorageEntry& storage = plan_->storages[i];
        const std::size_t bytes =
            (capacity_[storage.domain] + row_padding) * bytes_of(storage.width);
        memory_[i].resize(std::max(memory_[i].size(), bytes));
    }
    for (std::size_t slot = 0; slot < plan_->slots.size(); ++slot) {
        if (const Index storage = plan_->slots[slot].storage; storage != none) {
            frame_.data[slot] = memory_[storage].data();
        }
    }
}

/// Where the rows of a column begin. Columns are only read, so a frame may point at them.
[[nodiscard]] inline void* data_of(Column& column) {
    switch (column.width) {
    case Width::w8:
        return column.bytes.data();
    case Width::w32:
        return column.narrow.data();
    case Width::w64:
        return column.wide.data();
    case Width::w128:
        break;
    }
    return column.widest.data();
}

inline void Executor::point_at_inputs() {
    for (const Slot slot : plan_->input_slots) {
        const SlotEntry& entry = plan_->slots[slot];
        Column& column = const_cast<Population*>(population_)->column(entry.input);
        const std::size_t first = first_rows_[entry.domain];
        if (!entry.is_state) {
            frame_.data[slot] =
                static_cast<std::byte*>(data_of(column)) + first * bytes_of(entry.width);
            continue;
        }
        const bool has_states = !column.states.empty();
        std::uint8_t* const states = column.states.data() + (has_states ? first : 0);
        const std::size_t rows = has_states ? frame_.rows[entry.domain] : 0;
        const bool clean =
            std::all_of(states, states + rows, [](std::uint8_t state) { return state == 0; });
        frame_.clean[slot] = clean ? 1 : 0;
        frame_.data[slot] = states;
    }
}

/// Input columns of records `first` … `end` − 1, which come next.
inline void Executor::look_ahead(std::size_t first, std::size_t end) {
    prefetcher_.clear();
    for (const Slot slot : plan_->input_slots) {
        const SlotEntry& entry = plan_->slots[slot];
        const Column& column = population_->column(entry.input);
        const std::size_t begin_row = population_->first_row(entry.domain, first);
        const std::size_t rows = population_->first_row(entry.domain, end) - begin_row;
        if (!entry.is_state || !column.states.empty()) {
            const std::size_t skipped =
                (begin_row - first_rows_[entry.domain]) * bytes_of(entry.width);
            prefetcher_.add(static_cast<const std::byte*>(frame_.data[slot]) + skipped,
                            rows * bytes_of(entry.width));
        }
    }
    prefetcher_.begin(plan_->instructions.size());
}

/// Starts of the inner rows of each outer row, through the entities between the two.
inline void Executor::compose(const SpanEntry& span, std::vector<std::uint32_t>& starts) const {
    const std::size_t rows = frame_.rows[span.outer];
    starts.resize(rows + 1);
    if (span.outer == plan_->whole()) {
        starts[0] = 0;
        starts[1] = static_cast<std::uint32_t>(frame_.rows[span.inner]);
        return;
    }
    std::vector<Index> path;
    for (Index entity = span.inner; entity != span.outer;
         entity = plan_->rulebook->entities[entity].outer) {
        path.push_back(entity);
    }
    for (std::size_t row = 0; row <= rows; ++row) {
        std::size_t start = first_rows_[span.outer] + row;
        for (std::size_t step = path.size(); step-- > 0;) {
            start = population_->starts(path[step])[start];
        }
        starts[row] = static_cast<std::uint32_t>(start);
    }
}

inline void Executor::place_offsets() {
    for (std::size_t i = 0; i < plan_->spans.size(); ++i) {
        const SpanEntry& span = plan_->spans[i];
        const bool is_step = span.outer != plan_->whole() &&
                             plan_->rulebook->entities[span.inner].outer == span.outer;
        if (is_step) {
            frame_.offsets[i].starts =
                population_->starts(span.inner).data() + first_rows_[span.outer];
        } else {
            compose(span, composed_[i]);
            frame_.offsets[i].starts = composed_[i].data();
        }
    }
}

inline void Executor::run(std::size_t first, std::size_t end, std::size_t next_end) {
    place_rows(first, end);
    reserve();
    point_at_inputs();
    place_offsets();
    look_ahead(end, next_end);
    for (std::size_t i = 0; i < functions_.size(); ++i) {
        prefetcher_.step();
        functions_[i](plan_->instructions[i], frame_);
    }
}

} // namespace doudi::engine
