package io.tailrace.agent.torture;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a torture is to be like.
 *
 * @param seed of all chance
 * @param kills how often the agent is killed with SIGKILL
 * @param seconds for how long it goes on at least, whatever the kills
 * @param output the agent's output
 * @param elasticsearch a real one to be put behind what misbehaves; nothing for a scripted one
 * @param writers processes that write, with a log of each mode each
 * @param linesPerSecond events of all writers together
 * @param modes what becomes of the logs
 * @param directory where all its files are; nothing for a temporary one
 * @param keep whether the files stay also when all is well
 */
record TortureOptions(
    long seed,
    int kills,
    int seconds,
    Output output,
    Optional<Elasticsearch> elasticsearch,
    int writers,
    int linesPerSecond,
    List<Mode> modes,
    Optional<Path> directory,
    boolean keep) {
  /** As many as take a day. */
  private static final int MOST_KILLS = 50_000;

  private static final int MOST_SECONDS = 24 * 3600;

  /** Each is a JVM. */
  private static final int MOST_WRITERS = 16;

  /** The audit is not to be what is tortured. */
  private static final int MOST_LINES_PER_SECOND = 20_000;

  /** Where the agent ships. */
  enum Output {
    ELASTICSEARCH,
    LOKI,
    FILE
  }

  /** A real Elasticsearch. */
  sealed interface Elasticsearch {
    /** Started for it, and removed afterwards. */
    record Own() implements Elasticsearch {}

    record Theirs(URI url) implements Elasticsearch {}
  }

  TortureOptions {
    within("--kills", kills, 0, MOST_KILLS);
    within("--seconds", seconds, 0, MOST_SECONDS);
    within("--writers", writers, 1, MOST_WRITERS);
    within("--lines-per-second", linesPerSecond, 1, MOST_LINES_PER_SECOND);
    modes = List.copyOf(modes);
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("--modes names none");
    }
    if (elasticsearch.isPresent() && output != Output.ELASTICSEARCH) {
      throw new IllegalArgumentException("--elasticsearch goes with --output elasticsearch only");
    }
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d is not between %d and %d".formatted(option, value, least, most));
    }
  }
}
