#pragma once

/// Everything a program needs to load rules, decide records and explain decisions. Each header
/// also stands alone.

#include <doudi/bytes.hpp>
#include <doudi/cases.hpp>
#include <doudi/checked.hpp>
#include <doudi/compile.hpp>
#include <doudi/date.hpp>
#include <doudi/decimal.hpp>
#include <doudi/decision_writer.hpp>
#include <doudi/decisions.hpp>
#include <doudi/describe.hpp>
#include <doudi/diagnostic.hpp>
#include <doudi/error.hpp>
#include <doudi/evaluate.hpp>
#include <doudi/explain.hpp>
#include <doudi/grouping.hpp>
#include <doudi/int128.hpp>
#include <doudi/language.hpp>
#include <doudi/letter.hpp>
#include <doudi/limits.hpp>
#include <doudi/load.hpp>
#include <doudi/months.hpp>
#include <doudi/output_file.hpp>
#include <doudi/pack.hpp>
#include <doudi/population.hpp>
#include <doudi/records.hpp>
#include <doudi/rulebook.hpp>
#include <doudi/schema.hpp>
#include <doudi/source.hpp>
#include <doudi/text_form.hpp>
#include <doudi/type.hpp>
#include <doudi/version.hpp>
#include <doudi/written.hpp>
