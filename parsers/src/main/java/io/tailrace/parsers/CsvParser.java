package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/**
 * {@code 2026-01-01T00:00:00Z,WARN,"low on ""red"" paint",17}: cells between separators (RFC 4180),
 * in columns that the user has named.
 *
 * <p>A cell that begins with a quote ends with one, and two quotes in it are one; a quote inside of
 * any other cell stands for itself. An empty cell is no value, {@code ""} is the empty text.
 * Refused are lines with another number of cells, with anything after a closing quote, or with a
 * value that is not of its column's type; and the header of a file, a line of the columns' names:
 * it is shipped as text, where passing over it would lose it. A line ends a cell also between
 * quotes: an event ends where its line does.
 */
final class CsvParser implements Parser {
  private final Columns columns;
  private final byte separator;
  private final TypedFields fields;

  private byte[] bytes = {};
  private int to;
  private int column;

  /** Whether every cell so far is its column's name. */
  private boolean header;

  CsvParser(Columns columns, byte separator, @Nullable TimeFormat time) {
    this.columns = columns;
    this.separator = separator;
    this.fields = new TypedFields(time);
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    column = 0;
    header = true;
    fields.begin(record);
    if (takeCells(record.from()) && !header && fields.finish()) {
      return true;
    }
    record.forgetParsed();
    return false;
  }

  private boolean takeCells(int from) {
    int i = from;
    while (column < columns.count()) {
      i = i < to && bytes[i] == '"' ? quotedCell(i + 1) : bareCell(i);
      column++;
      if (i == JsonScanner.INVALID || i == to) {
        return i == to && column == columns.count();
      }
      if (bytes[i] != separator) {
        return false;
      }
      i++;
    }
    return false; // A separator after the last column.
  }

  /** Answers the index after the cell, or {@link JsonScanner#INVALID}. */
  private int bareCell(int from) {
    int end = from;
    while (end < to && bytes[end] != separator) {
      end++;
    }
    boolean taken = end == from ? noValue() : take(bytes, from, end);
    return taken ? end : JsonScanner.INVALID;
  }

  /**
   * @param from index after the opening quote
   */
  private int quotedCell(int from) {
    int quote = nextQuote(from);
    if (!isDoubled(quote)) {
      return quote < to && take(bytes, from, quote) ? quote + 1 : JsonScanner.INVALID;
    }
    SideText side = fields.side();
    int at = side.length();
    side.reserve(to - from); // So the cell is in one array.
    int i = from;
    while (isDoubled(quote)) {
      side.append(bytes, i, quote + 1);
      i = quote + 2;
      quote = nextQuote(i);
    }
    side.append(bytes, i, quote);
    return quote < to && take(side.bytes(), at, side.length()) ? quote + 1 : JsonScanner.INVALID;
  }

  private boolean noValue() {
    header = header && columns.isName(column, bytes, 0, 0);
    return true;
  }

  private boolean take(byte[] text, int from, int end) {
    header = header && columns.isName(column, text, from, end);
    return columns.add(fields, column, text, from, end);
  }

  private int nextQuote(int from) {
    int i = from;
    while (i < to && bytes[i] != '"') {
      i++;
    }
    return i;
  }

  private boolean isDoubled(int quote) {
    return quote + 1 < to && bytes[quote + 1] == '"';
  }
}
