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
              TRACE, "trace trc trce finer finest verbose silly",
              DEBUG, "debug dbg dbug debu fine config",
              INFO, "info inf note notice information informational success",
              WARN, "warn wrn warning",
              ERROR, "error err eror erro fail severe",
              FATAL, "fatal ftl fata crit critical alert emerg emergency panic dpanic"));

  /** For each length, a bit for each letter that one of its words begins with. */
  private static final int[] FIRST_LETTERS =
      Arrays.stream(BY_LENGTH).mapToInt(Severities::firstLetters).toArray();

  /** Levels of some library that sentences begin with, too. */
  private static final byte[][] ORDINARY =
      words("alert critical emergency fail information note notice panic severe success verbose");

  /** Of these, such as also stand before a colon where no level is meant. */
  private static final byte[][] EVERYDAY = words("config fine silly");

  private static final byte[] COLOUR = Ascii.of("\\u001b[");

  private Severities() {}

  private static byte[][] words(String text) {
    return Stream.of(text.split(" ", -1)).map(Ascii::of).toArray(byte[][]::new);
  }

  /** Whether a word, in any case, is one that even before a colon need not be a level. */
  static boolean isEveryday(byte[] bytes, int from, int to) {
    return isOneOf(EVERYDAY, bytes, from, to);
  }

  /** Whether a word, in any case, is one that a sentence may begin with. */
  static boolean isOrdinary(byte[] bytes, int from, int to) {
    return isOneOf(ORDINARY, bytes, from, to) || isEveryday(bytes, from, to);
  }

  private static boolean isOneOf(byte[][] words, byte[] bytes, int from, int to) {
    for (byte[] word : words) {
      if (word.length == to - from && isWord(word, bytes, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(byte[] word, byte[] bytes, int from) {
    for (int i = 0; i < word.length; i++) {
      // Letters differ from their capitals in this one bit.
      if ((bytes[from + i] | 0x20) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** The severity of one letter, as klog, MongoDB and others write it. */
  static Severity ofLetter(byte letter) {
    return switch (letter) {
      case 'D' -> DEBUG;
      case 'I', 'N' -> INFO;
      case 'W' -> WARN;
      case 'E' -> ERROR;
      case 'F', 'C' -> FATAL;
      default -> UNKNOWN;
    };
  }

  /**
   * The severity of a word that stands between blanks or colours, or before how much it is more or
   * less, as slog writes it: {@code DEBUG-4}, {@code ERROR+2}.
   */
  static Severity ofDressedWord(byte[] bytes, int from, int to) {
    int word = afterDress(bytes, from, to);
    int wordTo = word;
    while (wordTo < to && Scan.isLetter(bytes[wordTo])) {
      wordTo++;
    }
    Severity severity = ofWord(bytes, word, wordTo);
    if (wordTo + 1 < to && (bytes[wordTo] == '+' || bytes[wordTo] == '-')) {
      boolean number = Ascii.afterDigits(bytes, wordTo + 1, to) == to;
      boolean less = severity == DEBUG && bytes[wordTo] == '-';
      return !number ? UNKNOWN : less ? TRACE : severity;
    }
    return afterDress(bytes, wordTo, to) == to ? severity : UNKNOWN;
  }

  /** The index after spaces and after colours as they stand in JSON. */
  private static int afterDress(byte[] bytes, int from, int to) {
    int i = Scan.skipSpaces(bytes, from, to);
    while (Ascii.startsWith(bytes, i, to, COLOUR)) {
      int end = Scan.indexOf(bytes, i, to, 'm');
      i = Scan.skipSpaces(bytes, end == Scan.NONE ? to : end + 1, to);
    }
    return i;
  }

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
      return isWord(spelling, bytes, from);
    }
  }
}
