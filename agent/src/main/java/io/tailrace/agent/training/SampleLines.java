package io.tailrace.agent.training;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines as applications write them. */
final class SampleLines {
  private static final int WITH_STACK_TRACE = 50;

  private SampleLines() {}

  static String json(int count) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          """
          {"time":"%s","level":"%s","msg":"request %d is \\"done\\"","user":{"id":%d},"ms":%d.5,"ok":%s}
          """
              .formatted(time(i), i % 9 == 0 ? "WARN" : "INFO", i, i % 17, i % 400, i % 3 == 0));
    }
    return lines.toString();
  }

  static String plain(int count) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(time(i)).append(" INFO  request ").append(i).append(" is done\n");
      if (i % WITH_STACK_TRACE == 0) {
        lines.append("java.io.IOException: broken pipe\n\tat app.Main.main(Main.java:1)\n");
      }
    }
    return lines.toString();
  }

  /** Not long ago: Loki takes nothing that is old. */
  private static Instant time(int number) {
    return Instant.now()
        .truncatedTo(ChronoUnit.SECONDS)
        .minusSeconds(30)
        .plusMillis(number % 20_000);
  }
}
