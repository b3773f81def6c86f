package io.tailrace.agent.settings;

import io.tailrace.parsers.LinePattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Kinds of plain text: words to choose from, yes or no, anything on one line. */
final class TextKinds {
  /** Longer values are a mistake, such as a file's content in the place of its name. */
  private static final int MAX_LENGTH = 4096;

  static final Kind<String> TEXT = Kind.of("text", TextKinds::line);

  /** Not shown, not even when it is wrong. */
  static final Kind<String> CREDENTIAL = Kind.of("secret", TextKinds::line).showing(text -> "***");

  /** A regular expression for lines; it stays a text, since two of them are to be compared. */
  static final Kind<String> LINE_PATTERN = Kind.of("RE2 pattern", TextKinds::linePattern);

  static final Kind<Boolean> YES_OR_NO = Kind.of("`true` or `false`", TextKinds::yesOrNo);

  private TextKinds() {}

  /** One of some words, whatever their case. */
  static Kind<String> choice(List<String> words) {
    String name = "`" + String.join("`, `", words) + "`";
    return Kind.of(
        name,
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          if (!words.contains(word)) {
            throw new BadValue(
                "It must be one of %s.%s"
                    .formatted(String.join(", ", words), Suggestions.sentence(word, words)));
          }
          return word;
        });
  }

  /** One of the constants of an enum, by its name in lower case. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    Kind<String> words =
        choice(constants.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
    return Kind.of(
        words.name(), text -> Enum.valueOf(type, words.parse(text).toUpperCase(Locale.ROOT)));
  }

  /** Text without control characters: it may end up in a header or in a line of the agent's log. */
  static String line(String text) throws BadValue {
    if (text.length() > MAX_LENGTH) {
      throw new BadValue("Longer than %d characters.".formatted(MAX_LENGTH));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new BadValue("It must be one line, without control characters.");
    }
    return text;
  }

  private static String linePattern(String text) throws BadValue {
    try {
      return LinePattern.of(line(text)).toString();
    } catch (IllegalArgumentException e) {
      throw new BadValue(
          "No pattern in RE2's syntax, such as ^\\d{4}- would be: %s.".formatted(e.getMessage()));
    }
  }

  private static Boolean yesOrNo(String text) throws BadValue {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    String meant = "";
    if (Arrays.asList("yes", "on", "1", "y", "t").contains(word)) {
      meant = " Did you mean true?";
    } else if (Arrays.asList("no", "off", "0", "n", "f").contains(word)) {
      meant = " Did you mean false?";
    }
    throw new BadValue("It must be true or false." + meant);
  }
}
