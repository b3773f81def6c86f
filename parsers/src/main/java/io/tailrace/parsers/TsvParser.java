package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/**
 * Cells between tabs, in columns that the user has named; in a cell {@code \t}, {@code \n}, {@code
 * \r} and {@code \\} are the tab, line feed, carriage return and backslash that cannot stand there,
 * and any other backslash stands for itself.
 *
 * <p>An empty cell and {@code \N} are no value. Refused are lines with another number of cells,
 * with a value that is not of its column's type, and a line of the columns' names; see {@link
 * CsvParser}.
 */
final class TsvParser implements Parser {
  private final Columns columns;
  private final byte separator;
  private final TypedFields fields;

  private byte[] bytes = {};
  private int to;

  TsvParser(Columns columns, byte separator, @Nullable TimeFormat time) {
    this.columns = columns;
    this.separator = separator;
    this.fields = new TypedFields(time);
  }

  @Override
  public String name() {
    return "tsv";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    fields.begin(record);
    if (takeCells(record.from()) && fields.finish()) {
      return true;
    }
    record.forgetParsed();
    return false;
  }

  private boolean takeCells(int from) {
    boolean header = true;
    int i = from;
    for (int column = 0; column < columns.count(); column++) {
      boolean escaped = false;
      int end = i;
      while (end < to && bytes[end] != separator) {
        escaped |= bytes[end] == '\\';
        end++;
      }
      boolean last = column == columns.count() - 1;
      if (last != (end == to) || !(escaped ? escapedCell(column, i, end) : cell(column, i, end))) {
        return false;
      }
      header = header && columns.isName(column, bytes, i, end);
      i = end + 1;
    }
    return !header;
  }

  private boolean cell(int column, int from, int end) {
    return from == end || columns.add(fields, column, bytes, from, end);
  }

  private boolean escapedCell(int column, int from, int end) {
    if (end - from == 2 && bytes[from + 1] == 'N') {
      return true;
    }
    SideText side = fields.side();
    int at = side.length();
    side.reserve(to - from);
    int i = from;
    while (i < end) {
      byte plain = bytes[i] == '\\' && i + 1 < end ? plain(bytes[i + 1]) : 0;
      side.append(plain == 0 ? bytes[i] : plain);
      i += plain == 0 ? 1 : 2;
    }
    return columns.add(fields, column, side.bytes(), at, side.length());
  }

  /** What a letter after a backslash stands for, or 0. */
  private static byte plain(byte letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '\\' -> '\\';
      default -> 0;
    };
  }
}
