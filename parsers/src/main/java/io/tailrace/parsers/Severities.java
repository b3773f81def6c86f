package io.tailrace.parsers;

import static io.tailrace.parsers.Severity.DEBUG;
import static io.tailrace.parsers.Severity.ERROR;
import static io.tailrace.parsers.Severity.FATAL;
import static io.tailrace.parsers.Severity.INFO;
import static io.tailrace.parsers.Severity.TRACE;
import static io.tailrace.parsers.Severity.UNKNOWN;
import static io.tailrace.parsers.Severity.WARN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads levels: the words of the common log libraries in any case, Bunyan's and syslog's numbers.
 */
public final class Severities {
  private static final Word[][] BY_LENGTH =
      byLength(
          Map.of(
              TRACE, "trace trc finer finest verbose silly",
              DEBUG, "debug dbg debu fine config",
              INFO, "info inf notice information informational success",
              WARN, "warn wrn warning",
              ERROR, "error err eror erro fail severe",
              FATAL, "fatal ftl fata crit critical alert emerg emergency panic dpanic"));

  /** For each length, a bit for each letter that one of its words begins with. */
  private static final int[] FIRST_LETTERS =
      Arrays.stream(BY_LENGTH).mapToInt(Severities::firstLetters).toArray();

  private Severities() {}

  private static int firstLetters(Word[] words) {
    int letters = 0;
    for (Word word : words) {
      letters |= 1 << (word.spelling[0] - 'a');
    }
    return letters;
  }

  /** The severity that a word names, or {@link Severity#UNKNOWN}. */
  public static Severity ofWord(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= BY_LENGTH.length || length == 0 || !mayBegin(length, bytes[from])) {
      return UNKNOWN;
    }
    for (Word word : BY_LENGTH[length]) {
      if (word.matches(bytes, from)) {
        return word.severity;
      }
    }
    return UNKNOWN;
  }

  /** Most words of a line are no level, and their first letter tells. */
  private static boolean mayBegin(int length, byte first) {
    int letter = (first | 0x20) - 'a';
    return letter >= 0 && letter < 26 && (FIRST_LETTERS[length] >>> letter & 1) != 0;
  }

  /** The severity of a number as syslog has it: 0 for an emergency up to 7 for debugging. */
  static Severity ofSyslog(int number) {
    return switch (number) {
      case 0, 1, 2 -> FATAL;
      case 3 -> ERROR;
      case 4 -> WARN;
      case 5, 6 -> INFO;
      case 7 -> DEBUG;
      default -> UNKNOWN;
    };
  }

  /** As {@link #ofSyslog(int)}, of one digit. */
  static Severity ofSyslog(byte[] bytes, int from, int to) {
    return to - from == 1 ? ofSyslog(bytes[from] - '0') : UNKNOWN;
  }

  /** The severity of a number as Bunyan and pino write it: 10 for trace up to 60 for fatal. */
  static Severity ofNumber(byte[] bytes, int from, int to) {
    if (to - from != 2 || bytes[from + 1] != '0') {
      return UNKNOWN;
    }
    return switch (bytes[from]) {
      case '1' -> TRACE;
      case '2' -> DEBUG;
      case '3' -> INFO;
      case '4' -> WARN;
      case '5' -> ERROR;
      case '6' -> FATAL;
      default -> UNKNOWN;
    };
  }

  private static Word[][] byLength(Map<Severity, String> spellings) {
    Map<Integer, List<Word>> byLength =
        spellings.entrySet().stream()
            .flatMap(entry ->
                Stream.of(entry.getValue().split(" ", -1))
                    .map(spelling -> new Word(entry.getKey(), spelling)))
            .collect(Collectors.groupingBy(word -> word.spelling.length));
    int longest = Collections.max(byLength.keySet());
    return IntStream.rangeClosed(0, longest)
        .mapToObj(length -> byLength.getOrDefault(length, List.of()).toArray(Word[]::new))
        .toArray(Word[][]::new);
  }

  /** One spelling, in lower case. */
  private static final class Word {
    private final Severity severity;
    private final byte[] spelling;

    Word(Severity severity, String spelling) {
      this.severity = severity;
      this.spelling = spelling.getBytes(US_ASCII);
    }

    boolean matches(byte[] bytes, int from) {
      for (int i = 0; i < spelling.length; i++) {
        // Letters differ from their capitals in this one bit.
        if ((bytes[from + i] | 0x20) != spelling[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
