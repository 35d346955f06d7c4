// The keys of a record: which fact or name each of them stands for.

#include "data/record_builder.hpp"

namespace doudi::data {

void RecordBuilder::key(std::string_view name) {
    if (skipped_ > 0) {
        return;
    }
    Frame& frame = top();
    switch (frame.where) {
    case Where::row:
        row_key(frame, name);
        return;
    case Where::given:
        given_key(frame, name);
        return;
    case Where::previous:
        previous_key(frame, name);
        return;
    case Where::previous_month:
        previous_name(frame, name);
        return;
    case Where::dated:
        dated_key(frame, name);
        return;
    case Where::list:
        return;
    }
}

// The slot, unless the object stated it before.
std::uint32_t RecordBuilder::accept(Frame& frame, std::uint32_t index, std::string_view name) {
    if (stated_[index] == frame.serial) {
        frame.slot = NameTable::absent;
        refuse_key(Why::duplicate_key, name);
        return NameTable::absent;
    }
    stated_[index] = frame.serial;
    return index;
}

void RecordBuilder::row_key(Frame& frame, std::string_view name) {
    Scope& scope = keys_.of(frame.entity).row;
    const std::uint32_t index = scope.find(name, frame.last);
    if (index != NameTable::absent) {
        frame.slot = accept(frame, index, name);
        return;
    }
    frame.slot = NameTable::absent;
    const std::vector<std::string>& names = scope.names();
    refuse_unknown(Why::unknown_key, name, keys_.rulebook().entities[frame.entity].name,
                   {names.begin(), names.end()});
}

void RecordBuilder::given_key(Frame& frame, std::string_view name) {
    const std::uint32_t index = keys_.of(frame.entity).given.find(name, frame.last);
    if (index == NameTable::absent) {
        refuse_name(frame, name);
        return;
    }
    frame.slot = accept(frame, index, name);
}

void RecordBuilder::previous_key(Frame& frame, std::string_view name) {
    const std::int32_t month = read_month_index(name);
    const bool is_month = !name.empty() && name[0] >= '0' && name[0] <= '9';
    if (frame.form == Form::open) {
        frame.form = is_month ? Form::months : Form::names;
    }
    if (is_month != (frame.form == Form::months)) {
        frame.slot = NameTable::absent;
        refuse(Why::mixed_months, "previous");
    } else if (!is_month) {
        previous_name(frame, name);
    } else if (month < 0) {
        frame.slot = NameTable::absent;
        refuse(Why::not_a_month, "previous");
    } else if (is_one_of_several_ && month >= first_month_) {
        frame.slot = NameTable::absent;
        refuse(Why::month_of_the_run, "previous", name);
    } else {
        frame.slot = frame.of;
        frame.month = month;
    }
}

void RecordBuilder::previous_name(Frame& frame, std::string_view name) {
    const std::uint32_t index = keys_.of(frame.entity).previous.find(name, frame.last);
    if (index == NameTable::absent) {
        refuse_name(frame, name);
        return;
    }
    frame.slot = accept(frame, index, name);
}

void RecordBuilder::refuse_name(Frame& frame, std::string_view name) {
    frame.slot = NameTable::absent;
    const Index owner = keys_.owner_of(name);
    const std::vector<EntityEntry>& entities = keys_.rulebook().entities;
    if (owner == none) {
        const EntityKeys& own = keys_.of(frame.entity);
        const std::vector<std::string>& names =
            frame.where == Where::given ? own.given.names() : own.previous.names();
        refuse_unknown(Why::unknown_name, name, {}, {names.begin(), names.end()});
    } else if (owner != frame.entity) {
        refuse_key(Why::name_of_other_entity, name, entities[owner].name,
                   entities[frame.entity].name);
    } else {
        refuse_key(Why::cannot_be_given, name);
    }
}

void RecordBuilder::dated_key(Frame& frame, std::string_view name) {
    const Slot& fact = slot(frame.of);
    const Form form = name == "per_year" ? Form::per_year : Form::months;
    const Form before = frame.form;
    frame.form = form;
    frame.slot = frame.of;
    frame.month = read_month_index(name);
    if (before != Form::open && (form != before || form == Form::per_year)) {
        frame.month = -1;
        frame.slot = NameTable::absent;
        refuse(form == before ? Why::duplicate_key : Why::mixed_months,
               form == before ? name : std::string_view(fact.name));
    } else if (form == Form::months && frame.month < 0) {
        frame.slot = NameTable::absent;
        refuse(Why::not_a_month, fact.name);
    }
}

} // namespace doudi::data
