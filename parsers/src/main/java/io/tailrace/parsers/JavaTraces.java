package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Joins what {@code Throwable.printStackTrace} and the log frameworks write below a line:
 *
 * <pre>
 * 2026-01-01 12:00:00,000 ERROR o.e.Shop - order failed
 * java.lang.IllegalStateException: no stock
 *     at org.example.Shop.order(Shop.java:42)
 *     Suppressed: java.io.IOException: closed
 * Caused by: java.sql.SQLException: timeout
 *     ... 12 more
 * </pre>
 *
 * <p>Any indented line joins. The line that names the exception joins only to text that has had no
 * trace yet: of two traces printed one after the other, each is an event.
 */
final class JavaTraces implements ContinuationRule {
  private static final byte[] CAUSED_BY = "Caused by: ".getBytes(US_ASCII);
  private static final byte[] SUPPRESSED = "Suppressed: ".getBytes(US_ASCII);
  private static final byte[] ELLIPSIS = "... ".getBytes(US_ASCII);
  private static final byte[] MORE = " more".getBytes(US_ASCII);
  private static final byte[] FRAME = "at ".getBytes(US_ASCII);

  /** What the last part of an exception's class name ends with. */
  private static final byte[][] EXCEPTION_SUFFIXES = {
    "Exception".getBytes(US_ASCII),
    "Error".getBytes(US_ASCII),
    "Throwable".getBytes(US_ASCII),
    "Failure".getBytes(US_ASCII),
    "Fault".getBytes(US_ASCII),
    "Death".getBytes(US_ASCII)
  };

  private boolean traceBegan;

  @Override
  public boolean begin(byte[] bytes, int from, int to) {
    traceBegan = isExceptionHeader(bytes, from, to);
    return true;
  }

  @Override
  public boolean joins(byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case ' ', '\t' -> {
        traceBegan |= isFrame(bytes, from, to);
        yield true;
      }
      case '.' -> isEllipsis(bytes, from, to);
      default ->
          startsWith(bytes, from, to, CAUSED_BY)
              || startsWith(bytes, from, to, SUPPRESSED)
              || joinsAsHeader(bytes, from, to);
    };
  }

  private boolean joinsAsHeader(byte[] bytes, int from, int to) {
    if (traceBegan || !isExceptionHeader(bytes, from, to)) {
      return false;
    }
    traceBegan = true;
    return true;
  }

  private static boolean isFrame(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return startsWith(bytes, i, to, FRAME);
  }

  private static boolean isEllipsis(byte[] bytes, int from, int to) {
    if (!startsWith(bytes, from, to, ELLIPSIS)) {
      return false;
    }
    int i = from + ELLIPSIS.length;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i > from + ELLIPSIS.length && startsWith(bytes, i, to, MORE);
  }

  /** A qualified class name that ends like an exception's, then a colon or the line's end. */
  private static boolean isExceptionHeader(byte[] bytes, int from, int to) {
    int i = from;
    int dots = 0;
    int partFrom = from;
    while (i < to && (isNamePart(bytes[i]) || (bytes[i] == '.' && i > partFrom))) {
      if (bytes[i] == '.') {
        dots++;
        partFrom = i + 1;
      }
      i++;
    }
    return dots > 0
        && (i == to || bytes[i] == ':')
        && !isDigit(bytes[from])
        && hasExceptionSuffix(bytes, partFrom, i);
  }

  private static boolean hasExceptionSuffix(byte[] bytes, int from, int to) {
    for (byte[] suffix : EXCEPTION_SUFFIXES) {
      int at = to - suffix.length;
      if (at >= from && Arrays.equals(bytes, at, to, suffix, 0, suffix.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || isDigit(b) || b == '_' || b == '$';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
