package io.tailrace.agent;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.Conditions;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.RecordStep;
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
    List<RecordStep> steps = steps(input(inputName));
    output
        .onlyIf()
        .map(Conditions::of)
        .map(only -> only.keeping("ONLY_IF of output " + output.name(), "output_only_if"))
        .ifPresent(steps::add);
    return reader(input(inputName), steps);
  }

  /** Likewise, of what every output would be given. */
  RecordReader reader(String inputName) {
    return reader(input(inputName), steps(input(inputName)));
  }

  private RecordReader reader(InputSettings input, List<RecordStep> steps) {
    RecordReader reader =
        new RecordReader(
                input.parser(),
                input.multiline().joining(settings.multilineLimits().maxLines()),
                Encoding.named(input.encoding()),
                maxEventBytes(),
                () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .redacting(input.redaction().redaction());
    steps.stream().reduce(RecordStep::then).ifPresent(reader::through);
    return reader;
  }

  private List<RecordStep> steps(InputSettings input) {
    List<RecordStep> steps = new ArrayList<>();
    input.onlyIf().map(Conditions::of).map(only -> only.keeping("ONLY_IF")).ifPresent(steps::add);
    if (!input.transforms().isNothing()) {
      steps.add(input.transforms().newStep(nanos, new SecureRandom().nextLong()));
    }
    return steps;
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
