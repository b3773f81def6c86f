package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What Flutter writes of an error, with paragraphs in between:
 *
 * <pre>
 * ══╡ EXCEPTION CAUGHT BY WIDGETS LIBRARY ╞════════════════
 * The following assertion was thrown building Home:
 * no stock
 *
 * When the exception was thrown, this was the stack:
 * #0      Home.build (package:shop/main.dart:3:5)
 * (elided 3 frames from dart:async)
 *
 * ═════════════════════════════════════════════════════════
 * </pre>
 *
 * <p>All of it belongs to the report, up to the line of double dashes or one that a logger wrote.
 */
final class FlutterReports implements Traces {
  private static final byte[] HEADING = "══╡ EXCEPTION CAUGHT BY ".getBytes(UTF_8);
  private static final byte[] RULE = "═".repeat(20).getBytes(UTF_8);

  private boolean ended;

  @Override
  public String language() {
    return "dart";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == HEADING[0];
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    ended = false;
    return isAlwaysFirst(bytes, from, to);
  }

  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, HEADING);
  }

  /** It is no part of what was logged before it. */
  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    if (ended || LogLines.areBegunBy(bytes, from, to)) {
      return Belongs.NO;
    }
    ended = Ascii.startsWith(bytes, from, to, RULE);
    return Belongs.YES;
  }

  @Override
  public boolean mayPause() {
    return !ended;
  }
}
