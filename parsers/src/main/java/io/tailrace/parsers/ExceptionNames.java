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

  /** A qualified class name that ends like an exception's, then a colon or the line's end. */
  static boolean isQualified(byte[] bytes, int from, int to) {
    int dots = 0;
    int part = from;
    int i = Ascii.afterName(bytes, from, to);
    while (i < to && bytes[i] == '.' && i > part) {
      dots++;
      part = i + 1;
      i = Ascii.afterName(bytes, part, to);
    }
    return dots > 0
        && (i == to || bytes[i] == ':')
        && !Ascii.isDigit(bytes[from])
        && endsLikeOne(bytes, part, i);
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
