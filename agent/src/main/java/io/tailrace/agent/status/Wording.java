package io.tailrace.agent.status;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people say them. */
final class Wording {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Wording() {}

  /** Three digits at most and a decimal unit: {@code 0 bytes}, {@code 1.2 kB}, {@code 40 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double amount = bytes;
    int unit = -1;
    // 999.5 and more would be rounded to four digits.
    while (amount >= 999.5 || unit < 0) {
      amount /= 1_000;
      unit++;
    }
    boolean fraction = amount < 9.95;
    return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
  }

  /** Two units at most: {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 4 min}, {@code 3 d 1 h}. */
  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min" + rest(seconds % 60, " s");
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + " h" + rest(seconds % 3_600 / 60, " min");
    }
    return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3_600, " h");
  }

  private static String rest(long amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }

  /** {@code 1 file}, {@code 2 files}; thousands are grouped. */
  static String count(long count, String noun) {
    return grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code 1,234,567}. */
  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
