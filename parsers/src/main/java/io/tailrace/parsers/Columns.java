package io.tailrace.parsers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table of text, in their order: {@code time,level,bytes:int}. A column without a
 * name, as in {@code time,,bytes}, is there and not kept.
 */
final class Columns {
  /** The frame's {@code stream} must find room in every record. */
  private static final int MAX_COLUMNS = Fields.MAX_FIELDS;

  private static final NamedField SKIPPED = NamedField.of("", ValueType.TEXT);

  private final NamedField[] fields;

  private Columns(List<NamedField> fields) {
    this.fields = fields.toArray(NamedField[]::new);
  }

  static Columns parse(String text) throws BadFormat {
    List<NamedField> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int at = 0;
    for (String part : text.split(",", -1)) {
      String column = part.strip();
      int from = at + part.indexOf(column);
      at += part.length() + 1;
      if (column.isEmpty()) {
        fields.add(SKIPPED);
        continue;
      }
      fields.add(NamedField.parse(FormatOption.COLUMNS, column, from));
      String name = column.split(":", -1)[0];
      if (!names.add(name)) {
        throw BadFormat.at(
            FormatOption.COLUMNS, from, "the column %s is there twice.".formatted(name));
      }
    }
    if (names.isEmpty() || fields.size() > MAX_COLUMNS) {
      throw new BadFormat(
          FormatOption.COLUMNS, "It must name 1 to %d columns.".formatted(MAX_COLUMNS));
    }
    return new Columns(fields);
  }

  int count() {
    return fields.length;
  }

  /**
   * Takes a cell that has a value.
   *
   * @return false if it is not of its column's type
   */
  boolean add(TypedFields typed, int column, byte[] bytes, int from, int to) {
    NamedField field = fields[column];
    return field.name().length == 0 || typed.add(field, bytes, from, to);
  }

  /** Whether a cell holds its column's name, as those of a header do. */
  boolean isName(int column, byte[] bytes, int from, int to) {
    byte[] name = fields[column].name();
    return name.length == 0 || Arrays.equals(name, 0, name.length, bytes, from, to);
  }
}
