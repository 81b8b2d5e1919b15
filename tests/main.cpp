// The unit that compiles Catch2's own main: 10 s of compile time, once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
