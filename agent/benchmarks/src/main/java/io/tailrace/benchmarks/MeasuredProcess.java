package io.tailrace.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * An agent as a process of its own, and what the kernel says it used. The agent's launcher becomes
 * the program ({@code exec}), so it is that one process; what the launcher itself started to find a
 * JDK is not counted. Used by one thread.
 */
final class MeasuredProcess implements AutoCloseable {
  /**
   * Linux counts processor time for user space in hundredths of a second, whatever its own tick.
   */
  private static final double TICKS_PER_SECOND = 100;

  // proc(5): utime and stime are fields 14 and 15; the second one ends with the last parenthesis.
  private static final int UTIME_AFTER_NAME = 11;
  private static final int STIME_AFTER_NAME = 12;

  private static final int LOOK_EVERY_MILLIS = 5;

  private final Process process;
  private final Path output;
  private final Instant started;
  private double cpuSeconds;
  private double rssMb;
  private double peakRssMb;

  private MeasuredProcess(Process process, Path output, Instant started) {
    this.process = process;
    this.output = output;
    this.started = started;
  }

  /**
   * @param environment besides this process's own, less any {@code TAILRACE_} variable
   * @param output all it prints
   */
  static MeasuredProcess start(List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TAILRACE_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Instant now = Instant.now();
    return new MeasuredProcess(builder.start(), output, now);
  }

  /** When it was about to be started. */
  Instant started() {
    return started;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Looks at what it used so far. If it has ended, what was last seen stays. */
  void look() {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      cpuSeconds =
          (Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[STIME_AFTER_NAME]))
              / TICKS_PER_SECOND;
      for (String line : Files.readAllLines(proc.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          peakRssMb = megabytes(line);
        } else if (line.startsWith("VmRSS:")) {
          rssMb = megabytes(line);
        }
      }
    } catch (IOException e) {
      // It has ended between two looks; that shows in isAlive().
    }
  }

  /** {@code VmHWM: 61234 kB}. */
  private static double megabytes(String line) {
    String kibibytes = line.substring(line.indexOf(':') + 1, line.length() - " kB".length());
    return Long.parseLong(kibibytes.strip()) * 1024 / 1e6;
  }

  /** User and system time at the last look. */
  double cpuSeconds() {
    return cpuSeconds;
  }

  double rssMb() {
    return rssMb;
  }

  double peakRssMb() {
    return peakRssMb;
  }

  /**
   * Sends SIGTERM and looks on until the end, so that the last look is of all but milliseconds.
   *
   * @return its exit code, or nothing if it took longer than that
   */
  OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    long looks = patience.toMillis() / LOOK_EVERY_MILLIS;
    for (long i = 0; i < looks && process.isAlive(); i++) {
      look();
      process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** All it printed. */
  String printed() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
