package io.tailrace.agent.settings;

import io.tailrace.agent.files.CopyAhead;
import io.tailrace.parsers.LineJoining;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is true of the agent as a whole. */
final class AgentDeclarations {
  static final Setting<List<String>> OUTPUTS =
      Setting.of(
          "OUTPUTS",
          NameKinds.NAMES,
          "stdout",
          "Where records go: `elasticsearch`, `loki`, `stdout`, `file`, or names of your own",
          "elasticsearch,loki");

  static final Setting<Path> STATE_DIR =
      Setting.optional(
          "STATE_DIR",
          PathKinds.PATH,
          "Where checkpoints live; not set: `.tailrace` beside the logs, or if read-only a temporary"
              + " one",
          "/var/lib/tailrace");

  /** Less than a megabyte would give up a file that was removed a moment after its last line. */
  static final Setting<ByteSize> HOLD_MAX =
      Setting.of(
          "HOLD_MAX",
          QuantityKinds.size(ByteSize.ofMebibytes(1), ByteSize.ofMebibytes(1024 * 1024)),
          "1GiB",
          "What removed files may take on the disk while an output still needs them",
          "4GiB");

  static final Setting<CopyAhead> COPY_AHEAD =
      Setting.of(
          "COPY_AHEAD",
          TextKinds.choice(CopyAhead.class),
          "auto",
          "Copy what is not shipped in case of truncation; `auto`: where that has cost lines",
          "always");

  static final Setting<Boolean> READ_COMPRESSED =
      Setting.of(
          "READ_COMPRESSED",
          TextKinds.YES_OR_NO,
          "false",
          "After a restart, search `.gz` files for what was rotated and compressed meanwhile",
          "true");

  static final Setting<ByteSize> BUFFER_MEMORY =
      Setting.of(
          "BUFFER_MEMORY",
          QuantityKinds.size(ByteSize.ofKibibytes(64), ByteSize.ofMebibytes(8 * 1024)),
          "32MiB",
          "Bound of the memory for batches, all outputs together",
          "64MiB");

  /** Under 16 MiB, so that a line fits any read buffer; over 1 KiB, or it would be no line. */
  static final Setting<ByteSize> MAX_LINE =
      Setting.of(
          "MAX_LINE",
          QuantityKinds.size(ByteSize.ofKibibytes(1), ByteSize.ofMebibytes(16)),
          "256KiB",
          "A longer line, or event of several lines, is truncated and flagged",
          "1MiB");

  static final Setting<Integer> MULTILINE_MAX_LINES =
      Setting.of(
          "MULTILINE_MAX_LINES",
          QuantityKinds.count(2, 100_000),
          Integer.toString(LineJoining.USUAL_MAX_LINES),
          "An event of more lines goes on as another one",
          "5000");

  /** Under 5 s: what has no newline for so long is shipped whatever it belongs to. */
  static final Setting<Duration> MULTILINE_TIMEOUT =
      Setting.of(
          "MULTILINE_TIMEOUT",
          QuantityKinds.time(Duration.ofMillis(10), Duration.ofSeconds(5)),
          "200ms",
          "How long a line is held back that the next one could belong to",
          "1s");

  static final Setting<Duration> DRAIN_TIMEOUT =
      Setting.of(
          "DRAIN_TIMEOUT",
          QuantityKinds.time(Duration.ZERO, Duration.ofHours(1)),
          "25s",
          "From SIGTERM to the exit, at most; Kubernetes kills after 30s",
          "50s");

  static final Setting<Duration> TERMINATION_GRACE_PERIOD =
      Setting.optional(
          "TERMINATION_GRACE_PERIOD",
          QuantityKinds.time(Duration.ZERO, Duration.ofHours(24)),
          "What the pod has of it, to check the drain time-out against; nothing else",
          "60s");

  static final Setting<List<ExitRule>> EXIT_WHEN =
      Setting.optional(
          "EXIT_WHEN",
          ExitRules.RULES,
          "End by itself, all shipped, once a file is there or nothing was written for so long",
          "file:/var/log/.done,idle:10m");

  static final Setting<Boolean> QUIT_ENDPOINT =
      Setting.of(
          "QUIT_ENDPOINT",
          TextKinds.YES_OR_NO,
          "false",
          "Whether `POST /quit` to the status port, from within the pod, does what SIGTERM does",
          "true");

  static final Setting<Optional<InetSocketAddress>> STATUS_ADDRESS =
      Setting.of(
          "STATUS_ADDRESS",
          NetworkKinds.ADDRESS_OR_OFF,
          "127.0.0.1:7600",
          "Where the status page and metrics are served",
          "0.0.0.0:7600");

  static final Setting<LogLevel> LOG_LEVEL =
      Setting.of(
          "LOG_LEVEL",
          TextKinds.choice(LogLevel.class),
          "info",
          "How much the agent says about itself, on standard error",
          "debug");

  static final Setting<LogFormat> LOG_FORMAT =
      Setting.of("LOG_FORMAT", TextKinds.choice(LogFormat.class), "text", "How it says it", "json");

  static final Setting<Path> ENV_FILE =
      Setting.optional(
          "ENV_FILE",
          PathKinds.PATH,
          "Further settings, `NAME=value` lines, read again when they change; the environment wins",
          "/etc/tailrace/agent.env");

  static final Setting<String> JAVA_HOME =
      Setting.optional(
          "JAVA_HOME", TextKinds.TEXT, "The JDK 25 to run on, if it is not found", "/opt/jdk-25");

  static final Setting<String> JAVA_OPTIONS =
      Setting.optional(
          "JAVA_OPTIONS", TextKinds.TEXT, "Further options of the Java VM", "-Xmx128m");

  static final List<Setting<?>> ALL =
      List.of(
          OUTPUTS,
          STATE_DIR,
          HOLD_MAX,
          COPY_AHEAD,
          READ_COMPRESSED,
          BUFFER_MEMORY,
          MAX_LINE,
          MULTILINE_MAX_LINES,
          MULTILINE_TIMEOUT,
          DRAIN_TIMEOUT,
          TERMINATION_GRACE_PERIOD,
          EXIT_WHEN,
          QUIT_ENDPOINT,
          STATUS_ADDRESS,
          LOG_LEVEL,
          LOG_FORMAT,
          ENV_FILE);

  /** Known here only so that they are no unknown variables. */
  static final List<Setting<?>> LAUNCHER = List.of(JAVA_HOME, JAVA_OPTIONS);

  private AgentDeclarations() {}
}
