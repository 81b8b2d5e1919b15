#pragma once

namespace weir::cli {

/// Reads the command line, runs the verb, maps errors to exit codes: 0 done, 1 it did not work
/// (one line on stderr says why), 2 wrong use or a configuration that does not load.
int main(int argc, char** argv);

}  // namespace weir::cli
