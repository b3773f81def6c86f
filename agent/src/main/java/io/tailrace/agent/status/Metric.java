package io.tailrace.agent.status;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of {@code /metrics}, declared once: the scrape and the table in the README both come
 * from here. A metric is shown with its full name, as a query has to spell it.
 */
public enum Metric {
  BUILD_INFO("tailrace_build_info", Kind.INFO, "Always 1; which version runs.", "version"),
  OUTPUT_UP(
      "tailrace_output_up",
      Kind.GAUGE,
      "1 while the destination takes what it is sent, 0 while it is being retried or is blocked.",
      "output"),
  OUTPUT_BLOCKED(
      "tailrace_output_blocked",
      Kind.GAUGE,
      "1 while nothing gets through until a person acts (credentials, a missing index); alert on it.",
      "output"),
  OUTPUT_WAITING_BYTES(
      "tailrace_output_waiting_bytes",
      Kind.GAUGE,
      "Bytes in files that this output has not settled yet.",
      "output"),
  OUTPUT_RECORDS_DELIVERED(
      "tailrace_output_records_delivered_total",
      Kind.COUNTER,
      "Records that the destination acknowledged.",
      "output"),
  OUTPUT_BYTES_DELIVERED(
      "tailrace_output_bytes_delivered_total",
      Kind.COUNTER,
      "Bytes of acknowledged records, encoded, before compression.",
      "output"),
  OUTPUT_RECORDS_DEAD_LETTERED(
      "tailrace_output_records_dead_lettered_total",
      Kind.COUNTER,
      "Records that the destination refused for good; they are in the dead-letter file.",
      "output"),
  OUTPUT_ATTEMPTS("tailrace_output_attempts_total", Kind.COUNTER, "Requests made.", "output"),
  OUTPUT_RETRIES(
      "tailrace_output_retries_total",
      Kind.COUNTER,
      "Requests that repeated an earlier one.",
      "output"),
  OUTPUT_BATCHES_IN_FLIGHT(
      "tailrace_output_batches_in_flight",
      Kind.GAUGE,
      "Batches shipped and not settled yet.",
      "output"),
  OUTPUT_LAST_DELIVERY(
      "tailrace_output_last_delivery_timestamp_seconds",
      Kind.GAUGE,
      "When something was last delivered, in seconds since 1970; missing before the first time.",
      "output"),
  LEDGER_BYTES(
      "tailrace_ledger_bytes",
      Kind.GAUGE,
      "The byte ledger of all files since the start. The state `written` is the sum of the others:"
          + " `delivered`, `dead_lettered`, `filtered`, `waiting`, `lost`.",
      "output",
      "state"),
  LOST_BYTES(
      "tailrace_lost_bytes_total",
      Kind.COUNTER,
      "Bytes gone before they were shipped; anything but 0 is an alarm.",
      "output"),
  FILE_BYTES(
      "tailrace_file_bytes",
      Kind.GAUGE,
      "Bytes of each path by state: `written`, `waiting`, `lost`. At most 200 paths; the rest is"
          + " added up as path `other`.",
      "path",
      "output",
      "state"),
  FILES_OPEN("tailrace_files_open", Kind.GAUGE, "Files that are read or not shipped yet."),
  FILES_HELD(
      "tailrace_files_held",
      Kind.GAUGE,
      "Of these, files rotated away or deleted and kept until they are shipped."),
  FILES_UNREAD(
      "tailrace_files_unread",
      Kind.GAUGE,
      "Files, directories and links that match a path and are not read now, by reason: `link`,"
          + " `outside`, `not_a_file`, `compressed`, `missing`, `denied`, `hanging`, `too_many`,"
          + " `trouble`.",
      "reason"),
  HELD_BYTES(
      "tailrace_held_bytes",
      Kind.GAUGE,
      "What removed files take on the disk because an output still needs them."),
  HELD_LOST_BYTES(
      "tailrace_held_lost_bytes_total",
      Kind.COUNTER,
      "Bytes given up unshipped since removed files took more than `TAILRACE_HOLD_MAX`; anything but"
          + " 0 is an alarm."),
  EVENTS(
      "tailrace_events_total",
      Kind.COUNTER,
      "Events read: lines, after joining those that belong together.",
      "input",
      "output"),
  FILTERED(
      "tailrace_filtered_events_total",
      Kind.COUNTER,
      "Of these, events that a setting keeps from this output, such as `TAILRACE_ONLY_IF`.",
      "input",
      "output"),
  DROPPED(
      "tailrace_dropped_events_total",
      Kind.COUNTER,
      "The filtered events by what has dropped them: `only_if`, `output_only_if` or the word of the"
          + " step (`keep`, `drop`, `sample`, `limit`, `dedup`); missing before the first time.",
      "input",
      "output",
      "step"),
  PARSE_ERRORS(
      "tailrace_parse_errors_total",
      Kind.COUNTER,
      "Events that the parser refused; they are shipped as plain text.",
      "input",
      "output"),
  WITHOUT_TIME(
      "tailrace_events_without_time_total",
      Kind.COUNTER,
      "Events that say no time; they have the one at which they were read.",
      "input",
      "output"),
  BAD_TIMES(
      "tailrace_bad_times_total",
      Kind.COUNTER,
      "Events with a time that cannot be read, or cannot be; they have the one at which they were"
          + " read.",
      "input",
      "output"),
  TRUNCATED(
      "tailrace_truncated_events_total",
      Kind.COUNTER,
      "Events cut because they are longer than allowed.",
      "input",
      "output"),
  INVALID_UTF8(
      "tailrace_invalid_utf8_events_total",
      Kind.COUNTER,
      "Events with bytes that are not UTF-8 and had to be replaced.",
      "input",
      "output"),
  TRANSFORM_ERRORS(
      "tailrace_transform_errors_total",
      Kind.COUNTER,
      "Events at which a step of `TAILRACE_TRANSFORM` could not do its work.",
      "input",
      "output"),
  REDACTIONS(
      "tailrace_redactions_total",
      Kind.COUNTER,
      "What was redacted, by the rule's or pattern's name; missing before the first time.",
      "input",
      "output",
      "rule"),
  CHECKPOINT_AGE(
      "tailrace_checkpoint_age_seconds",
      Kind.GAUGE,
      "Time since the last checkpoint; missing before the first."),
  CHECKPOINT_FAILURES(
      "tailrace_checkpoint_failures_total", Kind.COUNTER, "Checkpoints that could not be written."),
  SETTINGS_RELOADS(
      "tailrace_settings_reloads_total",
      Kind.COUNTER,
      "How often other settings were taken without a restart."),
  SETTINGS_REFUSALS(
      "tailrace_settings_refusals_total",
      Kind.COUNTER,
      "How often changed settings could not be taken."),
  SETTINGS_REFUSED(
      "tailrace_settings_refused",
      Kind.GAUGE,
      "1 while what is in the file of settings is refused and older ones are in force; alert on it."),
  RESIDENT_MEMORY(
      "process_resident_memory_bytes", Kind.GAUGE, "Memory that the process holds of the machine."),
  CPU_SECONDS("process_cpu_seconds_total", Kind.COUNTER, "Processor time used."),
  START_TIME(
      "process_start_time_seconds", Kind.GAUGE, "When the process started, in seconds since 1970."),
  MEMORY_USED("jvm_memory_used_bytes", Kind.GAUGE, "Java heap in use, garbage included.", "area"),
  MEMORY_MAX("jvm_memory_max_bytes", Kind.GAUGE, "The most the Java heap may grow to.", "area");

  /** What Prometheus calls the type. */
  public enum Kind {
    GAUGE(""),
    COUNTER("_total"),
    INFO("_info");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  private final String fullName;
  private final Kind kind;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // Made with List.of, which nobody can change.
  private final List<String> labels;

  Metric(String fullName, Kind kind, String help, String... labels) {
    if (!fullName.endsWith(kind.suffix)) {
      throw new IllegalArgumentException(fullName + " must end with " + kind.suffix);
    }
    this.fullName = fullName;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name of its series. */
  public String fullName() {
    return fullName;
  }

  public Kind kind() {
    return kind;
  }

  /** What it says, in one sentence of Markdown. */
  public String help() {
    return help;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return labels;
  }

  /** The name as the Prometheus client wants it: the client appends what belongs to the kind. */
  String baseName() {
    return fullName.substring(0, fullName.length() - kind.suffix.length());
  }

  /** The reference table of the README, with a line end after each row. */
  public static String markdown() {
    var table = new StringBuilder("| metric | type | labels | what it says |\n|---|---|---|---|\n");
    for (Metric metric : values()) {
      String labels = String.join(", ", metric.labels.stream().map(l -> "`" + l + "`").toList());
      String kind = metric.kind.name().toLowerCase(Locale.ROOT);
      table.append(
          "| `%s` | %s | %s | %s |\n".formatted(metric.fullName, kind, labels, metric.help));
    }
    return table.toString();
  }
}
