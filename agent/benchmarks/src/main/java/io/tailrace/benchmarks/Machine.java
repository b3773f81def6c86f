package io.tailrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What it was measured on.
 *
 * @param load the average over a minute before the start: whether others were at work
 */
record Machine(String cpu, int cores, double memoryGb, String kernel, String jdk, String load) {
  static Machine ofThis() throws IOException {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name", "unknown CPU"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal", "0 kB").split(" ", 2)[0])
            * 1024
            / 1e9,
        "Linux " + Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static String value(Path file, String name, String otherwise) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** For a file's name: {@code amd-epyc-2-cores}. */
  String slug() {
    String name = cpu.toLowerCase(Locale.ROOT).replaceAll("\\(.*?\\)|@.*", "");
    return (name + " " + cores + " cores").replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
  }

  /** For people, on one line. */
  String text() {
    return "%s, %d cores, %.0f GB memory, %s, %s; load before the start %s"
        .formatted(cpu, cores, memoryGb, kernel, jdk, load);
  }
}
