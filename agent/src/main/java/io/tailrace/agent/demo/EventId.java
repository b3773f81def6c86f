package io.tailrace.agent.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every event of the sample application carries in its text, so that it can be told from every
 * other one wherever it arrives: {@code orders-0000123-1763802666123}.
 *
 * @param number 1 for the first event of that log
 * @param writtenMillis when it was written, milliseconds since 1970 UTC
 */
record EventId(SampleLog log, int number, long writtenMillis) {
  private static final Pattern TEXT =
      Pattern.compile("\\b(orders|shop|access)-(\\d{7})-(\\d{13})\\b");

  /** The first id in a text, if there is one. */
  static Optional<EventId> in(String text) {
    Matcher id = TEXT.matcher(text);
    return id.find()
        ? Optional.of(
            new EventId(
                SampleLog.valueOf(id.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(id.group(2)),
                Long.parseLong(id.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%s-%07d-%d".formatted(log.name().toLowerCase(Locale.ROOT), number, writtenMillis);
  }
}
