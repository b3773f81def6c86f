package io.tailrace.parsers;

/**
 * What Node.js writes of an error, also one that ends it:
 *
 * <pre>
 * /app/server.js:12
 *     throw new TypeError('no stock');
 *     ^
 *
 * TypeError: no stock
 *     at order (/app/server.js:12:11)
 *     at main (/app/server.js:20:3) {
 *   code: 'E_STOCK',
 *   [cause]: Error: closed
 *       at read (/app/store.js:3:9)
 * }
 *
 * Node.js v22.1.0
 * </pre>
 */
final class NodeTraces extends FramedTraces {
  /** Deeper than .NET's, and without Java's tab. */
  private static final byte[] FRAME = Ascii.of("    at ");

  private static final byte[] NODE = Ascii.of("node:");
  private static final byte[] FILE = Ascii.of("file:///");
  private static final byte[] EMITTED = Ascii.of("Emitted '");
  private static final byte[] HINT = Ascii.of("(Use `node ");
  private static final byte[] VERSION = Ascii.of("Node.js v");
  private static final byte[][] SOURCES = {
    Ascii.of(".js"), Ascii.of(".mjs"), Ascii.of(".cjs"), Ascii.of(".ts")
  };

  /** Above the error, what ended the process is shown in its source. */
  private boolean inExcerpt;

  /** The trace began with that. */
  private boolean excerpted;

  private boolean marked;
  private boolean codeWasShown;
  private boolean inProperties;

  @Override
  public String language() {
    return "node";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case ' ', '/' -> true;
      case 'f', 'n' -> word == FirstWord.COLON;
      default ->
          Ascii.isUpper(first)
              && (word == FirstWord.COLON
                  || word == FirstWord.ERROR_AND_BLANK
                  || word == FirstWord.LINE_END);
    };
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return ExceptionNames.isSimple(bytes, from, to) || isPlace(bytes, from, to);
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    inExcerpt = isPlace(bytes, from, to);
    excerpted = inExcerpt;
    marked = false;
    codeWasShown = false;
    inProperties = false;
    return super.begins(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    inExcerpt = false;
    excerpted = false;
    inProperties = bytes[to - 1] == '{';
    if (ExceptionNames.isSimple(bytes, from, to)) {
      return messagePerhaps();
    }
    return Ascii.startsWith(bytes, from, to, FRAME) ? framesBegin() : Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs = inExcerpt ? inExcerpt(bytes, from, to) : super.joins(bytes, from, to);
    inProperties |= belongs == Belongs.YES && bytes[to - 1] == '{';
    return belongs;
  }

  /** Its one line of code may be any text: the marks below say that it is an excerpt. */
  private Belongs inExcerpt(byte[] bytes, int from, int to) {
    if (!marked) {
      marked = isMark(bytes, from, to);
      boolean code = !codeWasShown && !isPlace(bytes, from, to);
      codeWasShown = true;
      return marked ? Belongs.YES : code ? Belongs.PERHAPS : Belongs.NO;
    }
    if (ExceptionNames.isSimple(bytes, from, to) || isRejection(bytes, from, to)) {
      inExcerpt = false;
      messageBegins();
      return Belongs.YES;
    }
    if (Ascii.startsWith(bytes, from, to, HINT) || isEnd(bytes, from, to)) {
      return Belongs.YES;
    }
    // What was thrown need not be an error. Only the end of it all says so.
    boolean other = isPlace(bytes, from, to) || LogLines.areBegunBy(bytes, from, to);
    return other ? Belongs.NO : Belongs.PERHAPS;
  }

  /** {@code [UnhandledPromiseRejection: …]}, and any error that has no frames. */
  private static boolean isRejection(byte[] bytes, int from, int to) {
    int name = Ascii.afterName(bytes, from + 1, to);
    return bytes[from] == '[' && name > from + 1 && name < to && bytes[name] == ':';
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    return isIndentedAt(bytes, from, to);
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    if (inProperties && bytes[from] == '}') {
      inProperties = false;
      return true;
    }
    return isFramed() && Ascii.startsWith(bytes, from, to, EMITTED);
  }

  @Override
  boolean mayHaveBlankLines() {
    return true;
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    boolean ends = (isFramed() || excerpted) && isEnd(bytes, from, to);
    return ends ? Belongs.YES : super.resumes(bytes, from, to);
  }

  private boolean isEnd(byte[] bytes, int from, int to) {
    boolean end = Ascii.startsWith(bytes, from, to, VERSION);
    if (end) {
      // Nothing below it belongs to it.
      inExcerpt = false;
      inProperties = false;
      framesBegin();
    }
    return end;
  }

  /** Nothing but carets, indented or not. */
  private static boolean isMark(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    while (i < to && bytes[i] == '^') {
      i++;
    }
    return i == to;
  }

  /** A line of nothing but a file's name and a line's number. */
  private static boolean isPlace(byte[] bytes, int from, int to) {
    boolean node = Ascii.startsWith(bytes, from, to, NODE);
    if (bytes[from] != '/' && !node && !Ascii.startsWith(bytes, from, to, FILE)) {
      return false;
    }
    int colon = to - 1;
    while (colon > from && Ascii.isDigit(bytes[colon])) {
      colon--;
    }
    return colon < to - 1 && bytes[colon] == ':' && (node || isSource(bytes, from, colon));
  }

  private static boolean isSource(byte[] bytes, int from, int to) {
    for (byte[] source : SOURCES) {
      if (Ascii.endsWith(bytes, from, to, source)) {
        return true;
      }
    }
    return false;
  }
}
