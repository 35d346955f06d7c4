#pragma once

// A plain interpreter of packs in exact rationals, for holding the engine against. It reads a
// pack with yaml-cpp alone, walks its formulas and kinds as docs/RULES.md describes them, and
// shares no code with what it judges.

#include "evaluation.hpp"
#include "pack.hpp"
#include "value.hpp"
