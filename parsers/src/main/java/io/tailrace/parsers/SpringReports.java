package io.tailrace.parsers;

/**
 * What Spring Boot writes below a logger's line of why it could not start:
 *
 * <pre>
 * 2026-01-01T12:00:00.000Z ERROR 7 --- [main] o.s.b.d.LoggingFailureAnalysisReporter :
 *
 * ***************************
 * APPLICATION FAILED TO START
 * ***************************
 *
 * Description:
 *
 * Web server failed to start. Port 8080 was already in use.
 *
 * Action:
 *
 * Identify and stop the process that's listening on port 8080.
 * </pre>
 *
 * <p>It ends with the first paragraph below "Action:", and what is indented below that.
 */
final class SpringReports implements Traces {
  private static final byte[] STARS = Ascii.of("***************************");
  private static final byte[] FAILED = Ascii.of("APPLICATION FAILED TO START");
  private static final byte[] ACTION = Ascii.of("Action:");

  private enum Place {
    STARS,
    BEFORE_ACTION,
    ACTION,
    BELOW_ACTION
  }

  private Place place = Place.STARS;
  private boolean paused;

  @Override
  public String language() {
    return "java";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == '*';
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    place = Place.STARS;
    paused = false;
    return Ascii.equals(bytes, from, to, STARS);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  @Override
  public Belongs belowBlank(byte[] bytes, int from, int to) {
    return begins(bytes, from, to) ? Belongs.PERHAPS : Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    boolean belowBlank = paused;
    paused = false;
    if (place == Place.STARS) {
      place = Place.BEFORE_ACTION;
      return Ascii.equals(bytes, from, to, FAILED) ? Belongs.YES : Belongs.NO;
    }
    if (Ascii.isIndented(bytes, from)) {
      return Belongs.YES;
    }
    if (LogLines.areBegunBy(bytes, from, to)) {
      return Belongs.NO;
    }
    switch (place) {
      case STARS, BEFORE_ACTION -> place = isAction(bytes, from, to) ? Place.ACTION : place;
      case ACTION -> place = Place.BELOW_ACTION;
      case BELOW_ACTION -> {
        return belowBlank ? Belongs.NO : Belongs.YES;
      }
    }
    return Belongs.YES;
  }

  private static boolean isAction(byte[] bytes, int from, int to) {
    return Ascii.equals(bytes, from, to, ACTION);
  }

  @Override
  public boolean mayPause() {
    paused = place != Place.STARS;
    return paused;
  }
}
