package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * A field that a user has named, and what its values are.
 *
 * @param name needs no escaping in JSON; written to by nobody
 */
@SuppressWarnings("ArrayRecordComponent") // One is made for each setting, none is compared.
record NamedField(byte[] name, ValueType type) {
  /** Longer names are a mistake. */
  private static final int MAX_NAME_LENGTH = 256;

  /** A field whose name was checked. */
  static NamedField of(String name, ValueType type) {
    return new NamedField(name.getBytes(US_ASCII), type);
  }

  /**
   * Reads {@code name} or {@code name:type}.
   *
   * @param at where the text stands in the option's
   */
  static NamedField parse(FormatOption option, String text, int at) throws BadFormat {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    int bad = indexOfBad(name);
    if (bad >= 0) {
      throw BadFormat.at(
          option,
          at + bad,
          "a field's name is letters, digits and characters of _.@/-, and begins with a letter, _"
              + " or @.");
    }
    return of(name, colon < 0 ? ValueType.TEXT : type(option, text, colon + 1, at));
  }

  private static ValueType type(FormatOption option, String text, int from, int at)
      throws BadFormat {
    String word = text.substring(from);
    Optional<ValueType> type = ValueType.named(word);
    if (type.isEmpty()) {
      throw new BadFormat(
          option,
          "Column %d: a type is int, float or bool.".formatted(at + from + 1),
          word,
          ValueType.LABELS);
    }
    return type.get();
  }

  /** Where the name is none, or -1. */
  private static int indexOfBad(String name) {
    if (name.isEmpty() || !isFirst(name.charAt(0))) {
      return 0;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!isNamePart(name.charAt(i)) || i == MAX_NAME_LENGTH) {
        return i;
      }
    }
    return -1;
  }

  /** Digits are none: {@code 12:30} is no pair. */
  static boolean isFirst(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
  }

  /** What needs no escaping in JSON, and is in no way of a query. */
  static boolean isNamePart(int c) {
    return isFirst(c) || (c >= '-' && c <= '9'); // - . / and the digits
  }
}
