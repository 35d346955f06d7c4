// The engine, compiled once for all who link the library.

#include <doudi/engine/planning.hpp>
