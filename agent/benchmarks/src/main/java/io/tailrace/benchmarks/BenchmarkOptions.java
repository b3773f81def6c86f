package io.tailrace.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is run and how.
 *
 * @param home the folder of this module
 * @param launcher of the program that is measured
 * @param javaOptions for the program's JVM, besides its own
 * @param directory where inputs are written, in a folder that is removed at the end
 * @param results where the report is kept, if it is
 * @param quick whether the sizes are too small to be measured with
 * @param command as the user gave it, for the report
 */
record BenchmarkOptions(
    Path home,
    Path launcher,
    String javaOptions,
    Path directory,
    Optional<Path> results,
    List<Job> jobs,
    int rounds,
    long seed,
    boolean quick,
    String command) {
  BenchmarkOptions {
    jobs = List.copyOf(jobs);
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round");
    }
  }
}
