package io.tailrace.agent.settings;

import java.time.Duration;
import java.util.List;

/** What every output has. */
final class OutputDeclarations {
  /** The kinds of outputs, which are also the names of the first of each kind. */
  static final List<String> TYPES = List.of("elasticsearch", "loki", "stdout", "file");

  static final Setting<String> TYPE =
      Setting.optional(
          "TYPE",
          TextKinds.choice(TYPES),
          "What it is, for an output with a name of your own",
          "elasticsearch");

  static final Setting<ByteSize> BATCH_BYTES =
      Setting.of(
          "BATCH_BYTES",
          QuantityKinds.size(ByteSize.ofKibibytes(1), ByteSize.ofMebibytes(64)),
          "1MiB",
          "A batch of this size is sent at once; before compression",
          "4MiB");

  static final Setting<Duration> LINGER =
      Setting.of(
          "LINGER",
          QuantityKinds.time(Duration.ZERO, Duration.ofMinutes(1)),
          "150ms",
          "A record waits at most this long for its batch to fill",
          "1s");

  static final Setting<String> ONLY_IF =
      Setting.optional(
          "ONLY_IF",
          ConditionKinds.CONDITION,
          "Which of the records are shipped to this output",
          "level>=error");

  static final List<Setting<?>> ALL = List.of(TYPE, BATCH_BYTES, LINGER, ONLY_IF);

  private OutputDeclarations() {}
}
