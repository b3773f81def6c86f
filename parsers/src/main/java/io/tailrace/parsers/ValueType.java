package io.tailrace.parsers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user says that the values of a field are: {@code bytes:int}. */
public enum ValueType {
  TEXT,
  /** A whole number of at most 18 digits. */
  INT,
  /** Any number. */
  FLOAT,
  /** True or false, yes or no, on or off, 1 or 0. */
  BOOL;

  /** Those that are written: text is what has none. */
  public static final List<String> LABELS = List.of(INT.label(), FLOAT.label(), BOOL.label());

  public static Optional<ValueType> named(String label) {
    return Arrays.stream(values())
        .filter(type -> type != TEXT && type.label().equals(label))
        .findFirst();
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
