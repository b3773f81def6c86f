package io.tailrace.parsers;

/**
 * What Ruby writes of an exception, and Rails of one that a request met:
 *
 * <pre>
 * shop.rb:3:in 'Integer#/': divided by 0 (ZeroDivisionError)
 *
 *   total / 0
 *         ^
 *         from shop.rb:3:in 'Shop#order'
 * shop.rb:2:in 'Shop#read': closed (IOError)
 *         from shop.rb:9:in '&lt;main&gt;'
 * </pre>
 *
 * <p>A further first line right below such frames is that of the cause. A line with a place only,
 * as loggers write frames, joins any text.
 */
final class RubyTraces extends FramedTraces {
  private static final byte[] IN = Ascii.of(":in ");
  private static final byte[] FROM = Ascii.of("from ");
  private static final byte[] DID_YOU_MEAN = Ascii.of("Did you mean?");
  private static final byte[] END_OF_SUMMARY = Ascii.of("):");
  private static final byte[] ERROR = Ascii.of("Error");
  private static final byte[] EXCEPTION = Ascii.of("Exception");

  /** A file's name is not longer; a line of one word may be. */
  private static final int MAX_PLACE = 4096;

  @Override
  public String language() {
    return "ruby";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case '/', '.', '<', '(', '-', ' ', '\t' -> true;
      default ->
          switch (word) {
            case DOT, COLON, PATH -> true;
            case ERROR_AND_BLANK -> Ascii.isUpper(first);
            case BLANK, PARENTHESIS, LINE_END, OTHER -> false;
          };
    };
  }

  /** The last frame was one of a whole trace, below which comes its cause. */
  private boolean mayHaveCause;

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return afterPlace(bytes, from, to) > 0 || isSummary(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    mayHaveCause = false;
    return isFrame(bytes, from, to) ? framesBegin() : Belongs.NO;
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    if (i > from && Ascii.startsWith(bytes, i, to, FROM)) {
      mayHaveCause = afterPlace(bytes, i + FROM.length, to) > 0;
      return mayHaveCause;
    }
    return i == from && bytes[to - 1] == '\'' && afterPlace(bytes, from, to) > 0;
  }

  @Override
  boolean isCause(byte[] bytes, int from, int to) {
    boolean may = mayHaveCause;
    mayHaveCause &= Ascii.isIndented(bytes, from);
    return may && bytes[to - 1] == ')' && afterPlace(bytes, from, to) > 0;
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    mayHaveCause = false;
    return super.begins(bytes, from, to);
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, DID_YOU_MEAN) || isMark(bytes, from, to);
  }

  @Override
  boolean mayHaveBlankLines() {
    return !isFramed();
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    if (isFrame(bytes, from, to) || isPart(bytes, from, to)) {
      return Belongs.YES;
    }
    // An excerpt of the source, which is one if a mark or a frame follows.
    return LogLines.areBegunBy(bytes, from, to) ? Belongs.NO : Belongs.PERHAPS;
  }

  /** Index of the quote after {@code file:line:in}, or 0. */
  private static int afterPlace(byte[] bytes, int from, int to) {
    int i = from;
    int most = Math.min(to, from + MAX_PLACE);
    while (i < most && bytes[i] != ':' && bytes[i] != ' ') {
      i = bytes[i] == '<' ? afterInternal(bytes, i, most) : i + 1;
    }
    if (i == from || i >= most || bytes[i] != ':') {
      return 0;
    }
    int line = i + 1;
    i = Ascii.afterDigits(bytes, line, to);
    int quote = i + IN.length;
    boolean place = i > line && quote < to && Ascii.startsWith(bytes, i, to, IN);
    return place && (bytes[quote] == '\'' || bytes[quote] == '`') ? quote : 0;
  }

  /** After {@code <internal:kernel>}, whose colon is none before a line. */
  private static int afterInternal(byte[] bytes, int from, int to) {
    int i = from + 1;
    while (i < to && bytes[i] != '>' && bytes[i] != ' ') {
      i++;
    }
    return i;
  }

  /** {@code NoMethodError (undefined method 'total' for nil):}, above a blank line and frames. */
  private static boolean isSummary(byte[] bytes, int from, int to) {
    if (!Ascii.isUpper(bytes[from]) || !Ascii.endsWith(bytes, from, to, END_OF_SUMMARY)) {
      return false;
    }
    int i = from;
    while (i < to && (Ascii.isNamePart(bytes[i]) || bytes[i] == ':')) {
      i++;
    }
    return i + 1 < to
        && bytes[i] == ' '
        && bytes[i + 1] == '('
        && (Ascii.endsWith(bytes, from, i, ERROR) || Ascii.endsWith(bytes, from, i, EXCEPTION));
  }

  /** Carets and tildes below an excerpt. */
  private static boolean isMark(byte[] bytes, int from, int to) {
    int first = Ascii.afterBlanks(bytes, from, to);
    int i = first;
    while (i < to && (bytes[i] == '^' || bytes[i] == '~')) {
      i++;
    }
    return i == to && first < to;
  }
}
