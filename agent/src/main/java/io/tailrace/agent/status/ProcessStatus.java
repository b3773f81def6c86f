package io.tailrace.agent.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the process takes of the machine.
 *
 * @param residentBytes 0 where the system does not say
 * @param heapUsedBytes garbage included
 * @param heapMaxBytes the most the heap may grow to
 * @param cpuTime of all threads since the start
 */
public record ProcessStatus(
    long residentBytes, long heapUsedBytes, long heapMaxBytes, Duration cpuTime) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Looks at this process. */
  public static ProcessStatus ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new ProcessStatus(
        vmRssBytes(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
  }

  /** From a line such as {@code VmRSS: 81234 kB}, see proc_pid_status(5). */
  private static long vmRssBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          String kibibytes = line.substring(6, line.length() - 2).strip();
          return Long.parseLong(kibibytes) * 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
