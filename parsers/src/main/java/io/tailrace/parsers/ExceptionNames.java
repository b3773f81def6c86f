package io.tailrace.parsers;

/** Recognises the line that names an exception, above its frames. */
final class ExceptionNames {
  /** What the last part of an exception's class name ends with. */
  private static final byte[][] SUFFIXES = {
    Ascii.of("Exception"),
    Ascii.of("Error"),
    Ascii.of("Throwable"),
    Ascii.of("Failure"),
    Ascii.of("Fault"),
    Ascii.of("Death")
  };

  private ExceptionNames() {}

  /**
   * A qualified class name that ends like an exception's, perhaps a code of .NET's, then a colon or
   * the line's end: {@code Npgsql.PostgresException (0x80004005): 23505: duplicate key}.
   */
  static boolean isQualified(byte[] bytes, int from, int to) {
    int last = lastPart(bytes, from, to);
    int i = Ascii.afterName(bytes, last, to);
    return last > from
        && !Ascii.isDigit(bytes[from])
        && endsLikeOne(bytes, last, i)
        && isEnd(bytes, afterCode(bytes, i, to), to);
  }

  /**
   * A qualified class name of any kind, then a colon and a blank or the line's end. It names an
   * exception only if a frame is right below.
   */
  static boolean isClass(byte[] bytes, int from, int to) {
    int last = lastPart(bytes, from, to);
    int i = Ascii.afterName(bytes, last, to);
    return last > from
        && last < to
        && Ascii.isUpper(bytes[last])
        && bytes[from] >= 'a'
        && isEnd(bytes, i, to)
        && (i + 1 >= to || bytes[i + 1] == ' ');
  }

  /** Index of the part after the last dot of the name at {@code from}, or {@code from}. */
  private static int lastPart(byte[] bytes, int from, int to) {
    int part = from;
    int i = Ascii.afterName(bytes, from, to);
    while (i < to && bytes[i] == '.' && i > part) {
      part = i + 1;
      i = Ascii.afterName(bytes, part, to);
    }
    return part;
  }

  private static boolean isEnd(byte[] bytes, int i, int to) {
    return i == to || bytes[i] == ':';
  }

  /** After {@code (0x80004005)} or {@code (111)}, as .NET has the number of an error. */
  private static int afterCode(byte[] bytes, int from, int to) {
    if (from + 2 >= to || bytes[from] != ' ' || bytes[from + 1] != '(') {
      return from;
    }
    int i = Ascii.afterName(bytes, from + 2, to);
    return Ascii.isDigit(bytes[from + 2]) && i < to && bytes[i] == ')' ? i + 1 : from;
  }

  /**
   * A class name without a dot that ends like an exception's, perhaps a code in brackets, then a
   * colon or the line's end: {@code TypeError [ERR_INVALID_ARG_TYPE]: no}.
   */
  static boolean isSimple(byte[] bytes, int from, int to) {
    if (!Ascii.isUpper(bytes[from])) {
      return false;
    }
    int i = Ascii.afterName(bytes, from, to);
    if (!endsLikeOne(bytes, from, i)) {
      return false;
    }
    if (i + 1 < to && bytes[i] == ' ' && bytes[i + 1] == '[') {
      int code = Ascii.afterName(bytes, i + 2, to);
      i = code < to && bytes[code] == ']' ? code + 1 : i;
    }
    return i == to || bytes[i] == ':';
  }

  private static boolean endsLikeOne(byte[] bytes, int from, int to) {
    for (byte[] suffix : SUFFIXES) {
      if (Ascii.endsWith(bytes, from, to, suffix)) {
        return true;
      }
    }
    return false;
  }
}
