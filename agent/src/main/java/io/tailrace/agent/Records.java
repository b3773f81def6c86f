package io.tailrace.agent;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.transform.BadCondition;
import io.tailrace.parsers.transform.Condition;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How the lines of each input become records, as the settings say. Asked by pipelines' threads. */
final class Records {
  private final AgentSettings settings;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** One map for all files of an input: there may be many thousands. */
  private final Map<String, Map<String, String>> fieldsOfInput = new ConcurrentHashMap<>();

  /**
   * @param clock says about when lines are read, for times that have no year
   * @param nanos says how long ago something was, for limits; never goes back
   */
  Records(AgentSettings settings, InstantSource clock, LongSupplier nanos) {
    this.settings = settings;
    this.clock = clock;
    this.nanos = nanos;
  }

  int maxEventBytes() {
    return settings.maxLine().toInt();
  }

  /** How long a line is held back that the next one could belong to. */
  Duration hold() {
    return settings.multilineLimits().timeout();
  }

  /** A new reader of an input's lines, for one output. */
  RecordReader reader(String inputName, OutputSettings output) {
    InputSettings input = input(inputName);
    RecordReader reader =
        new RecordReader(
                input.parser(),
                input.multiline().joining(settings.multilineLimits().maxLines()),
                Encoding.named(input.encoding()),
                maxEventBytes(),
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .redacting(input.redaction().redaction());
    List<RecordStep> steps = new ArrayList<>();
    input.onlyIf().map(Records::condition).ifPresent(only -> steps.add(only.keeping()));
    if (!input.transforms().isNothing()) {
      steps.add(input.transforms().newStep(nanos, new SecureRandom().nextLong()));
    }
    output.onlyIf().map(Records::condition).ifPresent(only -> steps.add(only.keeping()));
    steps.stream().reduce(RecordStep::then).ifPresent(reader::through);
    return reader;
  }

  /** Read anew for each reader: a condition is one thread's. */
  private static Condition condition(String text) {
    try {
      return Condition.parse(text);
    } catch (BadCondition e) {
      throw new IllegalStateException("a condition that was right before: " + text, e);
    }
  }

  /** What every record of a generation carries. */
  Map<String, String> fields(Generation generation) {
    return fieldsOfInput.computeIfAbsent(
        generation.input().name(), name -> settings.metadata().fields(input(name)));
  }

  private InputSettings input(String name) {
    return settings.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
