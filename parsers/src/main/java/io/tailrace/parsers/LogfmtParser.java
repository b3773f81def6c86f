package io.tailrace.parsers;

/**
 * {@code level=info msg="order \"42\" sent" took=12ms cached}: pairs of name and value, and bare
 * names, which are true.
 *
 * <p>Values are text, also when they look like numbers: the next line's may not. A quoted value is
 * the inside of a JSON string; one that is not valid as such is refused, as are names of other
 * characters than {@code A-Za-z0-9_.@/-}. Where a name is there twice, of which one value would be
 * lost, the message is the whole line.
 */
final class LogfmtParser implements Parser {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

  private final int minPairs;
  private final Fields fields = new Fields();

  private byte[] bytes = {};
  private int to;

  /**
   * @param minPairs lines with fewer pairs are refused
   */
  LogfmtParser(int minPairs) {
    this.minPairs = minPairs;
  }

  @Override
  public String name() {
    return "logfmt";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    fields.begin(record);
    int from = skipBlanks(record.from());
    if (beginsWithPair(from) && takePairs(from) && fields.finish()) {
      if (fields.isRepeated()) {
        record.message(bytes, record.from(), to, ValueKind.TEXT);
      }
      return true;
    }
    record.forgetParsed();
    return false;
  }

  /** Text that does not begin with {@code name=} is told at its first word. */
  private boolean beginsWithPair(int from) {
    int nameTo = skipName(from);
    return nameTo > from && nameTo < to && bytes[nameTo] == '=';
  }

  private boolean takePairs(int from) {
    int pairs = 0;
    int i = from;
    while (i < to) {
      int nameFrom = i;
      int nameTo = skipName(i);
      if (nameTo == nameFrom) {
        return false;
      }
      boolean pair = nameTo < to && bytes[nameTo] == '=';
      i = pair ? value(nameFrom, nameTo) : flag(nameFrom, nameTo);
      if (i == JsonScanner.INVALID || (i < to && !isBlank(bytes[i]))) {
        return false;
      }
      pairs += pair ? 1 : 0;
      i = skipBlanks(i);
    }
    return pairs >= minPairs;
  }

  private int flag(int nameFrom, int nameTo) {
    boolean fits = fields.add(bytes, nameFrom, nameTo, TRUE, 0, TRUE.length, ValueKind.BOOLEAN);
    return fits ? nameTo : JsonScanner.INVALID;
  }

  private int value(int nameFrom, int nameTo) {
    int from = nameTo + 1;
    if (from < to && bytes[from] == '"') {
      int end = JsonScanner.string(bytes, from, to);
      boolean fits =
          end != JsonScanner.INVALID
              && fields.add(bytes, nameFrom, nameTo, bytes, from + 1, end - 1, ValueKind.JSON_TEXT);
      return fits ? end : JsonScanner.INVALID;
    }
    int end = skipUnquoted(from);
    boolean fits = fields.add(bytes, nameFrom, nameTo, bytes, from, end, ValueKind.TEXT);
    return fits ? end : JsonScanner.INVALID;
  }

  /** Control bytes end a value too, and the line is refused then for what follows is no blank. */
  private int skipUnquoted(int from) {
    int i = from;
    while (i < to && (bytes[i] < 0 || bytes[i] > ' ')) {
      i++;
    }
    return i;
  }

  private int skipName(int from) {
    int i = from;
    while (i < to && isNamePart(bytes[i])) {
      i++;
    }
    return i;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isNamePart(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '-' && b <= '9') // - . / and the digits
        || b == '_'
        || b == '@';
  }
}
