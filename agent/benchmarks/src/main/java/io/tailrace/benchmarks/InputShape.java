package io.tailrace.benchmarks;

/** What there is to be read. Equal ones are made once and read by every job that wants them. */
sealed interface InputShape {
  record OneFile(long bytes) implements InputShape {}

  record ManyFiles(int files, int linesEach) implements InputShape {}
}
