package io.tailrace.parsers.transform;

import io.tailrace.parsers.transform.StepText.Token;

/** Percentages, rates and times as steps have them. */
final class Quantities {
  private static final int MAX_DIGITS = 9;
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long MAX_TIME_NANOS = 24 * HOUR;

  private Quantities() {}

  /** So many records in so long. */
  record Rate(int count, long periodNanos) {}

  /** {@code 10%} as 0.1. */
  static double share(StepText text, Token token) throws BadTransform {
    String word = token.text();
    String number = word.endsWith("%") ? word.substring(0, word.length() - 1) : "";
    double percent = isDecimal(number) ? Double.parseDouble(number) : -1;
    if (percent <= 0 || percent > 100) {
      throw text.problem(
          token.at(), "%s is no percentage above 0%% and up to 100%%.".formatted(word));
    }
    return percent / 100;
  }

  /** {@code 100/s}. */
  static Rate rate(StepText text, Token token) throws BadTransform {
    String word = token.text();
    int slash = word.indexOf('/');
    int count = slash < 0 ? -1 : number(word.substring(0, slash));
    long period =
        switch (slash < 0 ? "" : word.substring(slash + 1)) {
          case "s" -> SECOND;
          case "m" -> MINUTE;
          case "h" -> HOUR;
          default -> -1;
        };
    if (count < 1 || period < 0) {
      throw text.problem(
          token.at(), "%s is no rate: a whole number from 1 on, and /s, /m or /h.".formatted(word));
    }
    return new Rate(count, period);
  }

  /** {@code 10s} in nanoseconds. */
  static long timeNanos(StepText text, Token token) throws BadTransform {
    String word = token.text();
    int digits = 0;
    while (digits < word.length() && isDigit(word.charAt(digits))) {
      digits++;
    }
    long unit =
        switch (word.substring(digits)) {
          case "ms" -> MILLISECOND;
          case "s" -> SECOND;
          case "m" -> MINUTE;
          case "h" -> HOUR;
          default -> -1;
        };
    int number = number(word.substring(0, digits));
    if (number < 1 || unit < 0 || number > MAX_TIME_NANOS / unit) {
      throw text.problem(
          token.at(),
          "%s is no time up to 24h: a whole number from 1 on, and ms, s, m or h.".formatted(word));
    }
    return number * unit;
  }

  private static boolean isDecimal(String text) {
    int point = text.indexOf('.');
    return point < 0
        ? number(text) >= 0
        : number(text.substring(0, point)) >= 0 && number(text.substring(point + 1)) >= 0;
  }

  /** A number of a few digits, or -1. */
  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return -1;
    }
    return digits.chars().allMatch(c -> isDigit((char) c)) ? Integer.parseInt(digits) : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
