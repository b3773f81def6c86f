package io.tailrace.agent.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a setting's text may be, and what it becomes.
 *
 * @param name for the reference: {@code size}, {@code time}, {@code list of URLs}
 * @param parse makes the value of a text that is neither empty nor surrounded by blanks
 * @param shown what may be printed of a text, be it right or wrong: a password in it may not
 */
record Kind<T>(String name, Parse<T> parse, UnaryOperator<String> shown) {
  /** Keeps a mistaken list from becoming a page of problems or a full memory. */
  private static final int MAX_ELEMENTS = 1000;

  private static final Pattern COMMA = Pattern.compile(",");

  /** From a text to a value. */
  @FunctionalInterface
  interface Parse<T> {
    T parse(String text) throws BadValue;
  }

  /** What can be told apart in {@code key=value}. */
  @FunctionalInterface
  interface Check {
    void check(String key, String value) throws BadValue;
  }

  static <T> Kind<T> of(String name, Parse<T> parse) {
    return new Kind<>(name, parse, UnaryOperator.identity());
  }

  Kind<T> showing(UnaryOperator<String> shown) {
    return new Kind<>(name, parse, shown);
  }

  T parse(String text) throws BadValue {
    return parse.parse(text);
  }

  String shown(String text) {
    return shown.apply(text);
  }

  /** Elements separated by commas; blanks around them do not count; none twice. */
  static <T> Kind<List<T>> listOf(String name, Kind<T> element) {
    return listOf(name, element, COMMA);
  }

  static <T> Kind<List<T>> listOf(String name, Kind<T> element, Pattern separator) {
    return of(
        name,
        text -> {
          List<T> elements = new ArrayList<>();
          for (String part : split(text, separator)) {
            T parsed = element.parse(part);
            if (elements.contains(parsed)) {
              throw new BadValue("It is there twice: %s.".formatted(element.shown(part)));
            }
            elements.add(parsed);
          }
          return List.copyOf(elements);
        });
  }

  /** {@code key=value} separated by commas; the order is kept; no key twice. */
  static Kind<Map<String, String>> mapOf(String name, String example, Check check) {
    return of(
        name,
        text -> {
          Map<String, String> entries = new LinkedHashMap<>();
          for (String part : split(text, COMMA)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
              throw new BadValue(
                  "Every part, between commas, must be key=value, such as %s.".formatted(example));
            }
            String key = part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            check.check(key, value);
            if (entries.putIfAbsent(key, value) != null) {
              throw new BadValue("The key %s is there twice.".formatted(key));
            }
          }
          return Collections.unmodifiableMap(entries);
        });
  }

  private static List<String> split(String text, Pattern separator) throws BadValue {
    List<String> parts = new ArrayList<>();
    for (String part : separator.split(text, -1)) {
      if (part.isBlank()) {
        throw new BadValue("There is nothing before or after one of the commas.");
      }
      if (parts.size() == MAX_ELEMENTS) {
        throw new BadValue("More than %d parts.".formatted(MAX_ELEMENTS));
      }
      parts.add(part.strip());
    }
    return parts;
  }
}
