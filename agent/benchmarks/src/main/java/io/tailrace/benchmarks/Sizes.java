package io.tailrace.benchmarks;

import java.time.Duration;

/**
 * How large everything is.
 *
 * @param inputBytes of the one large file; growth is from a fifth of it to four times it
 * @param files for the job with many files
 * @param idleFiles few, and {@code manyIdleFiles} many
 * @param warmUp of a latency job: what is written before the lines that count
 * @param settling between the last line and the beginning of idleness: an agent that has just
 *     started looks more often, and pays for what it looks with for the first time
 */
record Sizes(
    long inputBytes,
    int files,
    int linesPerFile,
    int idleFiles,
    int manyIdleFiles,
    Duration warmUp,
    Duration latency,
    Duration settling,
    Duration idle) {
  /** To be measured with. */
  static Sizes full(long inputBytes) {
    return new Sizes(
        inputBytes,
        2000,
        500,
        100,
        20_000,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  /** To see whether everything works: the figures say nothing. */
  static Sizes quick() {
    return new Sizes(
        2_000_000,
        50,
        20,
        10,
        200,
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        Duration.ofSeconds(1));
  }
}
