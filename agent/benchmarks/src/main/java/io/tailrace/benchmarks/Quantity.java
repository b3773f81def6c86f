package io.tailrace.benchmarks;

import java.util.Locale;

/** What is measured: its heading in a table, and with how many decimals it makes sense. */
enum Quantity {
  MB_PER_SECOND("MB/s", 1),
  CPU_SECONDS_PER_GB("CPU-s per GB", 2),
  MB_PER_CORE_SECOND("MB/s per core", 1),
  PEAK_RSS_MB("peak RSS, MB", 0),
  WALL_SECONDS("wall, s", 2),
  CPU_SECONDS("CPU, s", 2),
  INPUT_MB("input, MB", 1),
  WIRE_MB("on the wire, MB", 1),
  DOCUMENTS("documents", 0),
  LOST("lost", 0),
  TWICE("twice", 0),
  P50_MILLIS("p50, ms", 0),
  P99_MILLIS("p99, ms", 0),
  MAX_MILLIS("max, ms", 0),
  START_MILLIS("first acknowledged after, ms", 0),
  CPU_PERCENT("CPU, % of a core", 2),
  RSS_MB("RSS, MB", 0);

  private final String heading;
  private final int decimals;

  Quantity(String heading, int decimals) {
    this.heading = heading;
    this.decimals = decimals;
  }

  String heading() {
    return heading;
  }

  String text(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
