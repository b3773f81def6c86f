package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What Logback and Log4j write as their documentation shows it, and frameworks that build on them:
 *
 * <pre>
 * 2026-01-31 12:00:00,123 [main] WARN  com.example.Shop - low on stock           Logback, Log4j
 * 2026-01-31 12:00:00,123 WARN  [main] com.example.Shop - low on stock           Log4j
 * 2026-01-31 12:00:00,123 WARN com.example.Shop: low on stock                    Hadoop
 * 2026-01-31T12:00:00.123Z  WARN 1 --- [shop] [main] com.example.Shop : low      Spring Boot
 * 2026-01-31T12:00:00.123Z  WARN 1 --- [shop] [main] [4bf9-00f0] c.e.Shop : low  with a trace's and
 *                                                                                a span's id
 * 2026-01-31 12:00:00,123 WARN  [com.example.Shop] (main) low on stock           Quarkus, WildFly
 * </pre>
 *
 * <p>The message is what follows, with the stack trace if there is one. Without a thread's name a
 * logger's must have a dot in it: other words stand before a dash or a colon, too.
 */
final class JavaLayout implements DatedLayout {
  private static final byte[] SPRING = " --- [".getBytes(US_ASCII);

  /** Of a thread's name, and of a logger's. */
  private static final int MAX_NAME = 255;

  /** Spring Boot writes the application, the thread and where in a trace it is. */
  private static final int MAX_SPRING_BRACKETS = 3;

  private final String name;

  private byte[] bytes = {};
  private int to;

  // What was found so far; ends before beginnings if it was not.
  private int threadFrom;
  private int threadTo;
  private int processFrom;
  private int processTo;
  private int loggerFrom;
  private int loggerTo;
  private int applicationFrom;
  private int applicationTo;
  private int traceFrom;
  private int traceTo;

  /** With the name of the one of them that wrote it, as far as that is known. */
  JavaLayout(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    bytes = record.bytes();
    to = record.to();
    threadTo = -1;
    processTo = -1;
    loggerTo = -1;
    applicationTo = -1;
    traceTo = -1;
    int first = Scan.skipSpaces(bytes, from, to);
    if (time > record.from() || first == from || first == to) {
      return false;
    }
    int level = bytes[first] == '[' ? levelAfterThread(first + 1) : first;
    int levelTo = level == Scan.NONE ? Scan.NONE : Scan.wordEnd(bytes, level, to);
    Severity severity =
        level == Scan.NONE ? Severity.UNKNOWN : Severities.ofWord(bytes, level, levelTo);
    int message = severity == Severity.UNKNOWN ? Scan.NONE : messageAfter(levelTo);
    if (message == Scan.NONE) {
      return false;
    }
    record.severity(severity);
    record.message(bytes, Math.min(message, to), to, ValueKind.TEXT);
    addFields(record);
    return true;
  }

  private void addFields(LogRecord record) {
    if (processTo >= 0) {
      EcsField.PROCESS_PID.addNumber(record, processFrom, processTo);
    }
    if (threadTo >= 0) {
      int trimmed = Scan.skipSpaces(bytes, threadFrom, threadTo);
      EcsField.PROCESS_THREAD_NAME.addText(record, trimmed, threadTo);
    }
    if (loggerTo >= 0) {
      EcsField.LOG_LOGGER.addText(record, loggerFrom, loggerTo);
    }
    if (applicationTo >= 0) {
      EcsField.SERVICE_NAME.addText(record, applicationFrom, applicationTo);
    }
    if (traceTo >= 0) {
      addTrace(record, Scan.skipSpaces(bytes, traceFrom, traceTo));
    }
  }

  /** Spring Boot writes the trace's id, a dash and the span's. */
  private void addTrace(LogRecord record, int from) {
    int dash = Scan.indexOf(bytes, from, traceTo, '-');
    int end = Math.max(from, Scan.wordEnd(bytes, from, traceTo));
    EcsField.TRACE_ID.addText(record, from, dash == Scan.NONE ? end : dash);
    if (dash != Scan.NONE) {
      EcsField.SPAN_ID.addText(record, dash + 1, end);
    }
  }

  /** Threads may have brackets in their names: the first that a level follows ends it. */
  private int levelAfterThread(int from) {
    int end = Math.min(to, from + MAX_NAME);
    int close = Scan.indexOf(bytes, from, end, ']');
    while (close != Scan.NONE) {
      int level = Scan.skipSpaces(bytes, close + 1, Math.min(to, close + 8));
      if (level > close + 1 && isLevel(level)) {
        threadFrom = from;
        threadTo = close;
        return level;
      }
      close = Scan.indexOf(bytes, close + 1, end, ']');
    }
    return Scan.NONE;
  }

  private boolean isLevel(int from) {
    int longest = Math.min(to, from + 16);
    int end = Scan.wordEnd(bytes, from, longest);
    return Severities.ofWord(bytes, from, end) != Severity.UNKNOWN;
  }

  /** Where the message begins that follows what follows the level, or NONE. */
  private int messageAfter(int levelTo) {
    int i = Scan.skipSpaces(bytes, levelTo, to);
    if (i == levelTo || i == to) {
      return Scan.NONE;
    }
    if (threadTo >= 0) {
      return afterLogger(i);
    }
    if (bytes[i] == '[') {
      return afterBracket(i + 1);
    }
    return Ascii.isDigit(bytes[i]) ? afterProcess(i) : afterLogger(i);
  }

  /** A thread before a logger, or a logger before a thread in parentheses. */
  private int afterBracket(int from) {
    int close = Scan.indexOf(bytes, from, Math.min(to, from + MAX_NAME), ']');
    if (close == Scan.NONE || !Scan.isAt(bytes, close + 1, to, ' ')) {
      return Scan.NONE;
    }
    int next = close + 2;
    if (Scan.isAt(bytes, next, to, '(')) {
      int end = Scan.indexOf(bytes, next, Math.min(to, next + MAX_NAME), ')');
      loggerFrom = from;
      loggerTo = close;
      threadFrom = next + 1;
      threadTo = end;
      return end == Scan.NONE ? Scan.NONE : afterSpace(end + 1);
    }
    threadFrom = from;
    threadTo = close;
    return afterLogger(Scan.skipSpaces(bytes, next, to));
  }

  /** Reads {@code 1 --- [shop] [main] com.example.Shop : } or what older versions write of it. */
  private int afterProcess(int from) {
    processFrom = from;
    processTo = Ascii.afterDigits(bytes, from, to);
    if (!Ascii.startsWith(bytes, processTo, to, SPRING)) {
      return Scan.NONE;
    }
    int open = processTo + SPRING.length - 1;
    for (int i = 0; i < MAX_SPRING_BRACKETS && Scan.isAt(bytes, open, to, '['); i++) {
      int close = Scan.indexOf(bytes, open, Math.min(to, open + MAX_NAME), ']');
      if (close == Scan.NONE) {
        return Scan.NONE;
      }
      bracket(i, open + 1, close);
      open = Scan.skipSpaces(bytes, close + 1, to);
    }
    return afterLogger(open);
  }

  /** One is the thread; of more it is the second. */
  private void bracket(int index, int from, int end) {
    if (index == 1) {
      applicationFrom = threadFrom;
      applicationTo = threadTo;
    }
    if (index < 2) {
      threadFrom = from;
      threadTo = end;
    } else {
      traceFrom = from;
      traceTo = end;
    }
  }

  /** Reads a logger's name and the dashes or the colon after it. */
  private int afterLogger(int from) {
    int end = Scan.wordEnd(bytes, from, Math.min(to, from + MAX_NAME));
    boolean colon = end > from && bytes[end - 1] == ':';
    int nameTo = colon ? end - 1 : end;
    if (nameTo == from || !isLogger(from, nameTo)) {
      return Scan.NONE;
    }
    loggerFrom = from;
    loggerTo = nameTo;
    return colon ? afterSpace(end) : afterMark(Scan.skipSpaces(bytes, end, to));
  }

  private boolean isLogger(int from, int end) {
    boolean dot = threadTo >= 0;
    for (int i = from; i < end; i++) {
      if (!isNamePart(bytes[i])) {
        return false;
      }
      dot |= bytes[i] == '.' && i > from && i < end - 1;
    }
    return dot && (Scan.isLetter(bytes[from]) || bytes[from] == '_' || bytes[from] == '.');
  }

  private static boolean isNamePart(byte b) {
    return Scan.isLetter(b)
        || (b >= '-' && b <= '9') // - . / and the digits
        || b == '_'
        || b == '$'
        || b == '['
        || b == ']'
        || b == ':'
        || b == '@'
        || b == '#';
  }

  /** After {@code -}, {@code --} or {@code :}. */
  private int afterMark(int from) {
    if (Scan.isAt(bytes, from, to, ':')) {
      return afterSpace(from + 1);
    }
    if (!Scan.isAt(bytes, from, to, '-')) {
      return Scan.NONE;
    }
    return afterSpace(Scan.isAt(bytes, from + 1, to, '-') ? from + 2 : from + 1);
  }

  private int afterSpace(int i) {
    if (i >= to) {
      return to;
    }
    return bytes[i] == ' ' ? i + 1 : bytes[i] == '\n' ? i : Scan.NONE;
  }
}
