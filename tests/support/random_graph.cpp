#include "support/random_graph.hpp"

#include "support/random_numbers.hpp"

#include <doudi/decimal.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace doudi::test {
namespace {

class Generator {
public:
    explicit Generator(std::uint64_t seed) : engine_(seed) {}

    GraphBuilder run(int steps) {
        add_entities();
        add_inputs();
        add_tables();
        for (int step = 0; step < steps; ++step) {
            try {
                add_node();
            } catch (const std::range_error&) {
                // Nobody could compile that one; the next may do.
            }
        }
        return std::move(builder_);
    }

private:
    enum class Pool { number, truth, date, category };

    void add_entities() {
        builder_.entity("household");
        builder_.entity("member", 0, 6);
        builder_.entity("expense", 1, 4);
        builder_.entity("pet", 0, 3);
    }

    void add_inputs() {
        for (Index entity = 0; entity < 4; ++entity) {
            number_fact(entity, "small", 0, -100, 100);
            number_fact(entity, "fen", 2, 0, 100'000'000);
            number_fact(entity, "wide", 2, -100'000'000'000, 100'000'000'000);
            number_fact(entity, "share", 3, -1'000, 1'000);
            number_fact(entity, "count", 0, 1, 30);
            number_fact(entity, "huge", 0, -power_of_ten(25), power_of_ten(25));
            number_fact(entity, "full32", 0, INT32_MIN, INT32_MAX);
            number_fact(entity, "full64", 0, INT64_MIN, INT64_MAX);
            for (const char* name : {"yes", "maybe"}) {
                keep(builder_.fact(entity, name, Kind::boolean, 0, 0, 1));
            }
            keep(builder_.fact(entity, "group", Kind::category, 0, -1, 2));
            keep(builder_.fact(entity, "kind", Kind::category, 0, 0, 2));
            keep(builder_.fact(entity, "birth", Kind::date, 0, -25'567, 84'000));
        }
        for (const std::int64_t digits : {-3, 0, 1, 2, 660, 1'500}) {
            keep(builder_.constant(digits, static_cast<std::uint8_t>(below(engine_, 3))));
        }
        keep(builder_.constant(0, 0, Kind::boolean));
        keep(builder_.constant(1, 0, Kind::boolean));
        keep(builder_.constant(1, 0, Kind::category));
        keep(builder_.constant(18'444, 0, Kind::date));
    }

    void number_fact(Index entity, const char* name, std::uint8_t places, Int128 low, Int128 high) {
        keep(builder_.fact(entity, name, Kind::number, places, low, high));
    }

    void add_tables() {
        TableEntry table;
        table.places = 2;
        table.axes = {{true, 0, 3, false}, {false, 1, 4, true}};
        for (int cell = 0; cell < 12; ++cell) {
            table.cells.push_back(number_between(engine_, -1'000, 100'000));
            table.present.push_back(happens(engine_, 0.9) ? 1 : 0);
        }
        table.slopes = {219, 0, -7};
        builder_.book.tables.push_back(table);
        BandsEntry bands;
        bands.threshold_places = 1;
        bands.places = 2;
        bands.thresholds = {-500, 0, 3'600, 14'400};
        bands.values = {0, 3, 10, 20};
        builder_.book.bands.push_back(bands);
        bands.present = {1, 1, 0, 1};
        builder_.book.bands.push_back(bands);
    }

    void keep(Index node) {
        const bool is_fraction = is_quotient(builder_.book, node);
        (is_fraction ? fractions_ : pools_[pool_of(builder_.book.nodes[node])]).push_back(node);
    }

    static std::size_t pool_of(const Node& node) {
        switch (node.type.kind) {
        case Kind::boolean:
            return static_cast<std::size_t>(Pool::truth);
        case Kind::date:
            return static_cast<std::size_t>(Pool::date);
        case Kind::category:
            return static_cast<std::size_t>(Pool::category);
        default:
            return static_cast<std::size_t>(Pool::number);
        }
    }

    /// A node of `entity` or of one that holds it; the last ones more often.
    Index pick(const std::vector<Index>& pool, Index entity) {
        for (int attempt = 0; attempt < 200; ++attempt) {
            const std::size_t recent = std::min<std::size_t>(pool.size(), 12);
            const Index node = happens(engine_, 0.4)
                                   ? pool[pool.size() - 1 - below(engine_, recent)]
                                   : pool[below(engine_, pool.size())];
            if (builder_.book.holds(builder_.book.nodes[node].entity, entity)) {
                return node;
            }
        }
        throw std::range_error("nothing to read");
    }

    Index pick(Pool pool, Index entity) {
        return pick(pools_[static_cast<std::size_t>(pool)], entity);
    }

    Index pick_or_fraction(Index entity) {
        return !fractions_.empty() && happens(engine_, 0.3) ? pick(fractions_, entity)
                                                            : pick(Pool::number, entity);
    }

    void add_node() {
        const auto entity = static_cast<Index>(below(engine_, 4));
        switch (below(engine_, 8)) {
        case 0:
        case 1:
            return add_arithmetic(entity);
        case 2:
            return add_comparison(entity);
        case 3:
            return add_logic(entity);
        case 4:
            return add_choice(entity);
        case 5:
            return add_aggregate();
        case 6:
            return add_division(entity);
        default:
            return happens(engine_, 0.5) ? add_name(entity) : add_other(entity);
        }
    }

    void make(Operation operation, Index entity, std::vector<Index> operands, Index payload = none,
              std::uint8_t detail = 0) {
        keep(builder_.make(operation, entity, std::move(operands), payload, detail));
    }

    void add_arithmetic(Index entity) {
        constexpr Operation operations[] = {
            Operation::add,     Operation::subtract, Operation::multiply, Operation::minimum,
            Operation::maximum, Operation::negate,   Operation::absolute};
        const Operation operation = operations[below(engine_, 7)];
        std::vector<Index> operands{pick(Pool::number, entity)};
        if (operation != Operation::negate && operation != Operation::absolute) {
            operands.push_back(pick(Pool::number, entity));
        }
        if (operation == Operation::minimum || operation == Operation::maximum) {
            operands.push_back(pick(Pool::number, entity));
        }
        make(operation, entity, std::move(operands));
    }

    void add_comparison(Index entity) {
        const auto operation =
            static_cast<Operation>(static_cast<std::size_t>(Operation::equal) + below(engine_, 6));
        const bool is_equality = operation <= Operation::not_equal;
        switch (below(engine_, 5)) {
        case 0:
            return make(operation, entity, {pick(Pool::date, entity), pick(Pool::date, entity)});
        case 1: {
            const Pool pool =
                is_equality ? (happens(engine_, 0.5) ? Pool::category : Pool::truth) : Pool::number;
            return make(operation, entity, {pick(pool, entity), pick(pool, entity)});
        }
        case 2: {
            const Pool pool = happens(engine_, 0.5) ? Pool::category : Pool::number;
            return make(Operation::in_list, entity,
                        {pick(pool, entity), pick(pool, entity), pick(pool, entity)});
        }
        case 3:
            return make(Operation::in_range, entity,
                        {pick(Pool::number, entity), pick(Pool::number, entity),
                         pick(Pool::number, entity)},
                        none, static_cast<std::uint8_t>(below(engine_, 4)));
        default:
            return make(operation, entity, {pick_or_fraction(entity), pick_or_fraction(entity)});
        }
    }

    void add_logic(Index entity) {
        constexpr Operation operations[] = {Operation::logical_and, Operation::logical_or,
                                            Operation::logical_not};
        const Operation operation = operations[below(engine_, 3)];
        std::vector<Index> operands{pick(Pool::truth, entity)};
        const std::size_t more = operation == Operation::logical_not ? 0 : 1 + below(engine_, 2);
        for (std::size_t i = 0; i < more; ++i) {
            operands.push_back(pick(Pool::truth, entity));
        }
        make(operation, entity, std::move(operands));
    }

    void add_choice(Index entity) {
        const auto pool = static_cast<Pool>(below(engine_, 4));
        if (happens(engine_, 0.3)) {
            return make(Operation::only_one, entity,
                        {pick(Pool::truth, entity), pick(Pool::truth, entity),
                         pick(Pool::truth, entity), pick(pool, entity)});
        }
        make(Operation::choose, entity,
             {pick(Pool::truth, entity), pick(pool, entity), pick(pool, entity)});
    }

    void add_aggregate() {
        constexpr Index outer[] = {0, 0, 1, 0};
        constexpr Index inner[] = {1, 2, 2, 3};
        const std::size_t pair = below(engine_, 4);
        const auto operation =
            static_cast<Operation>(static_cast<std::size_t>(Operation::sum) + below(engine_, 6));
        std::vector<Index> operands;
        if (operation == Operation::any || operation == Operation::all) {
            operands.push_back(pick(Pool::truth, inner[pair]));
        } else if (operation != Operation::count) {
            operands.push_back(pick(Pool::number, inner[pair]));
        }
        const bool has_where = happens(engine_, 0.5);
        if (has_where) {
            operands.push_back(pick(Pool::truth, inner[pair]));
        }
        make(operation, outer[pair], std::move(operands), inner[pair], has_where ? 1 : 0);
    }

    void add_division(Index entity) {
        if (fractions_.empty() || happens(engine_, 0.4)) {
            return make(Operation::quotient, entity,
                        {pick(Pool::number, entity), pick(Pool::number, entity)});
        }
        const auto mode = static_cast<Rounding>(below(engine_, 6));
        constexpr std::int64_t digits[] = {1, 1, 5, 10, 25, 100};
        keep(builder_.round(entity, pick_or_fraction(entity), mode, digits[below(engine_, 6)],
                            static_cast<std::uint8_t>(below(engine_, 4))));
    }

    void add_name(Index entity) {
        Index formula = pick(static_cast<Pool>(below(engine_, 4)), entity);
        if (!fractions_.empty() && happens(engine_, 0.2)) {
            formula = pick(fractions_, entity);
        }
        const Node node = builder_.book.nodes[formula];
        if (node.entity == none) {
            return;
        }
        Index given = none;
        if (happens(engine_, 0.5)) {
            given = add_given(node, is_quotient(builder_.book, formula));
        }
        const std::string name = std::string("value") + std::to_string(builder_.book.values.size());
        const Index value = builder_.value(name, formula, given);
        keep(value);
        if (builder_.book.holds(node.entity, entity)) {
            keep(builder_.refer(entity, value));
        }
    }

    Index add_given(const Node& node, bool is_fraction) {
        InputEntry entry;
        entry.role = InputRole::given;
        entry.field = std::string("value") + std::to_string(builder_.book.values.size());
        entry.name = "given." + entry.field;
        entry.entity = node.entity;
        entry.type = node.type;
        entry.places = is_fraction ? std::uint8_t{2} : node.places;
        entry.low = is_fraction ? Int128(-100'000) : node.low;
        entry.high = is_fraction ? Int128(100'000) : node.high;
        return builder_.input(std::move(entry));
    }

    void add_other(Index entity) {
        const Index number = pick(Pool::number, entity);
        switch (below(engine_, 6)) {
        case 0:
            return make(Operation::lookup, entity,
                        {pick(Pool::category, entity), pick_whole(entity)}, 0);
        case 1:
            return make(happens(engine_, 0.5) ? Operation::band : Operation::marginal, entity,
                        {number}, 0);
        case 2:
            return make(Operation::band, entity, {number}, 1);
        case 3:
            return keep(builder_.check_range(entity, number, -50, 700));
        case 4:
            return make(happens(engine_, 0.5) ? Operation::year_of : Operation::month_of, entity,
                        {pick(Pool::date, entity)});
        default:
            return add_of_dates(entity);
        }
    }

    void add_of_dates(Index entity) {
        constexpr Operation operations[] = {Operation::years_between, Operation::months_between,
                                            Operation::days_between, Operation::add_months,
                                            Operation::add_days};
        const Operation operation = operations[below(engine_, 5)];
        const bool adds = operation >= Operation::add_months;
        const Index second = adds ? pick_whole(entity) : pick(Pool::date, entity);
        const Node& count = builder_.book.nodes[second];
        const Index first = pick(Pool::date, entity);
        const Node& date = builder_.book.nodes[first];
        if ((adds && (count.low < Int128(-5'000) || count.high > Int128(5'000))) ||
            date.low < Int128(-400'000) || date.high > Int128(400'000)) {
            throw std::range_error("a date far away");
        }
        make(operation, entity, {first, second});
    }

    Index pick_whole(Index entity) {
        for (int attempt = 0; attempt < 200; ++attempt) {
            const Index node = pick(Pool::number, entity);
            const Node& entry = builder_.book.nodes[node];
            if (entry.places == 0 && entry.low >= Int128(INT32_MIN) &&
                entry.high <= Int128(INT32_MAX)) {
                return node;
            }
        }
        throw std::range_error("no whole number");
    }

    Engine engine_;
    GraphBuilder builder_;
    std::vector<Index> pools_[4];
    std::vector<Index> fractions_;
};

} // namespace

GraphBuilder random_graph(std::uint64_t seed, int steps) {
    return Generator(seed).run(steps);
}

} // namespace doudi::test
