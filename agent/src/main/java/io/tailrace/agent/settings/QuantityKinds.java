package io.tailrace.agent.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of quantities: sizes, times, counts. Each has bounds, outside of which it is a mistake. */
final class QuantityKinds {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(?<number>[0-9]{1,15}) ?(?<unit>[A-Za-z]*)");

  private static final String SIZE_FORM =
      "A size is a whole number with KiB, MiB or GiB, such as 64MiB, or of bytes, such as 1048576.";

  private static final String TIME_FORM =
      "A time is a whole number with ms, s, m or h, such as 200ms or 5s.";

  private QuantityKinds() {}

  static Kind<ByteSize> size(ByteSize least, ByteSize most) {
    return Kind.of(
        "size",
        text -> {
          Matcher matcher = NUMBER_AND_UNIT.matcher(text);
          if (!matcher.matches()) {
            throw new BadValue(SIZE_FORM);
          }
          String number = matcher.group("number");
          BigInteger bytes =
              new BigInteger(number).multiply(bytesIn(number, matcher.group("unit"), text));
          return new ByteSize(
              between(bytes, least.bytes(), most.bytes(), least.toString(), most.toString()));
        });
  }

  private static BigInteger bytesIn(String number, String symbol, String text) throws BadValue {
    if (symbol.isEmpty()) {
      return BigInteger.ONE;
    }
    for (ByteSize.Unit unit : ByteSize.UNITS) {
      if (unit.symbol().equals(symbol) && !text.contains(" ")) {
        return BigInteger.valueOf(unit.bytes());
      }
      if (symbol.substring(0, 1).equalsIgnoreCase(unit.symbol().substring(0, 1))) {
        throw new BadValue(SIZE_FORM + " Did you mean %s%s?".formatted(number, unit.symbol()));
      }
    }
    if (symbol.toLowerCase(Locale.ROOT).startsWith("b")) {
      throw new BadValue(SIZE_FORM + " Did you mean %s?".formatted(number));
    }
    throw new BadValue(SIZE_FORM);
  }

  static Kind<Duration> time(Duration least, Duration most) {
    return Kind.of(
        "time",
        text -> {
          Matcher matcher = NUMBER_AND_UNIT.matcher(text);
          if (!matcher.matches()) {
            throw new BadValue(TIME_FORM);
          }
          String number = matcher.group("number");
          BigInteger millis =
              new BigInteger(number).multiply(millisIn(number, matcher.group("unit"), text));
          return Duration.ofMillis(
              between(millis, least.toMillis(), most.toMillis(), written(least), written(most)));
        });
  }

  private static BigInteger millisIn(String number, String symbol, String text) throws BadValue {
    long millis =
        switch (text.contains(" ") ? "" : symbol) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> throw new BadValue(TIME_FORM + meantTime(number, symbol));
        };
    return BigInteger.valueOf(millis);
  }

  private static String meantTime(String number, String symbol) {
    String unit =
        switch (symbol.toLowerCase(Locale.ROOT)) {
          case "", "s", "sec", "secs", "second", "seconds" -> "s";
          case "ms", "milli", "millis", "msec", "milliseconds" -> "ms";
          case "m", "min", "mins", "minute", "minutes" -> "m";
          case "h", "hr", "hour", "hours" -> "h";
          default -> "";
        };
    return unit.isEmpty() ? "" : " Did you mean %s%s?".formatted(number, unit);
  }

  /** A time in the form it is accepted in. */
  static String written(Duration time) {
    long millis = time.toMillis();
    if (millis % 1_000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  static Kind<Integer> count(int least, int most) {
    return Kind.of(
        "number",
        text -> {
          if (!text.matches("[0-9]{1,15}")) {
            throw new BadValue("It must be a whole number from %d to %d.".formatted(least, most));
          }
          BigInteger number = new BigInteger(text);
          return (int)
              between(number, least, most, Integer.toString(least), Integer.toString(most));
        });
  }

  private static long between(
      BigInteger value, long least, long most, String leastText, String mostText) throws BadValue {
    if (value.compareTo(BigInteger.valueOf(least)) < 0) {
      throw new BadValue("Too small: it must be at least %s.".formatted(leastText));
    }
    if (value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new BadValue("Too large: it must be at most %s.".formatted(mostText));
    }
    return value.longValueExact();
  }

  /** gzip's level: 0 for none. */
  static final Kind<Integer> COMPRESSION =
      Kind.of(
          "`none`, `gzip` or `1` … `9`",
          text ->
              switch (text.toLowerCase(Locale.ROOT)) {
                case "none" -> 0;
                case "gzip" -> 1;
                case "1", "2", "3", "4", "5", "6", "7", "8", "9" -> Integer.parseInt(text);
                default ->
                    throw new BadValue(
                        "It must be none, gzip (the same as 1), or gzip's level from 1 (fast) to"
                            + " 9 (small).");
              });
}
