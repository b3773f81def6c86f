package io.tailrace.parsers;

/**
 * What Go's race detector writes of two accesses:
 *
 * <pre>
 * ==================
 * WARNING: DATA RACE
 * Read at 0x00c0000140a8 by goroutine 7:
 *   main.main.func1()
 *       /app/main.go:9 +0x3a
 *
 * Previous write at 0x00c0000140a8 by main goroutine:
 *   main.main()
 *       /app/main.go:11 +0x8e
 * ==================
 * </pre>
 */
final class GoRaces implements Traces {
  private static final byte[] RULE = Ascii.of("==================");
  private static final byte[] WARNING = Ascii.of("WARNING: DATA RACE");

  private static final byte[][] HEADINGS = {
    Ascii.of("Read at 0x"),
    Ascii.of("Write at 0x"),
    Ascii.of("Atomic "),
    Ascii.of("Previous "),
    Ascii.of("Goroutine "),
    Ascii.of("Location is ")
  };

  private boolean warningIsNext;
  private boolean ended;

  @Override
  public String language() {
    return "go";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == '=';
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    warningIsNext = Ascii.equals(bytes, from, to, RULE);
    ended = false;
    return warningIsNext;
  }

  /** It is no part of what was written before. */
  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    if (warningIsNext) {
      warningIsNext = false;
      return yes(Ascii.equals(bytes, from, to, WARNING));
    }
    if (ended) {
      return Belongs.NO;
    }
    ended = Ascii.equals(bytes, from, to, RULE);
    return yes(ended || Ascii.isIndented(bytes, from) || isHeading(bytes, from, to));
  }

  private static Belongs yes(boolean belongs) {
    return belongs ? Belongs.YES : Belongs.NO;
  }

  private static boolean isHeading(byte[] bytes, int from, int to) {
    for (byte[] heading : HEADINGS) {
      if (Ascii.startsWith(bytes, from, to, heading)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean mayPause() {
    return !warningIsNext && !ended;
  }
}
