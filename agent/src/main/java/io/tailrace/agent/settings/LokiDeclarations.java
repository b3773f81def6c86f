package io.tailrace.agent.settings;

import io.tailrace.agent.settings.NetworkKinds.Endpoint;
import io.tailrace.outputs.loki.LokiLine;
import io.tailrace.outputs.loki.LokiOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What only Loki has. */
final class LokiDeclarations {
  static final Setting<List<Endpoint>> URL =
      Setting.optional(
          "URL",
          NetworkKinds.ONE_ENDPOINT,
          "The server; a path, if it has one, is used instead of `/loki/api/v1/push`; required",
          "http://loki:3100");

  static final Setting<Map<String, String>> LABELS =
      Setting.optional(
          "LABELS", NameKinds.LABELS, "Fixed labels of every stream", "job=shop,env=prod");

  static final Setting<List<String>> LABEL_FIELDS =
      Setting.of(
          "LABEL_FIELDS",
          NameKinds.FIELD_NAMES,
          String.join(",", LokiOptions.DEFAULT_LABEL_FIELDS),
          "Fields that become labels, besides `service.name`: few, with few values",
          "kubernetes.namespace,level");

  static final Setting<List<String>> METADATA_FIELDS =
      Setting.optional(
          "METADATA_FIELDS",
          NameKinds.FIELD_NAMES,
          "Further fields of a record that become structured metadata",
          "trace.id,user.id");

  static final Setting<LokiLine> LINE =
      Setting.of(
          "LINE",
          TextKinds.choice(LokiLine.class),
          "original",
          "What the line is: as it was written, or made of the record after transforms",
          "json");

  static final Setting<String> TENANT =
      Setting.optional("TENANT", NameKinds.TENANT, "The `X-Scope-OrgID` header", "team-a");

  static final Setting<ByteSize> MAX_LINE =
      Setting.of(
          "MAX_LINE",
          QuantityKinds.size(ByteSize.ofKibibytes(1), ByteSize.ofMebibytes(64)),
          "256KiB",
          "The server's `max_line_size`",
          "1MiB");

  static final Setting<Duration> MAX_AGE =
      Setting.of(
          "MAX_AGE",
          QuantityKinds.time(Duration.ofMinutes(1), Duration.ofDays(10 * 366)),
          "168h",
          "The server's `reject_old_samples_max_age`",
          "720h");

  static final Setting<Duration> MAX_FUTURE =
      Setting.of(
          "MAX_FUTURE",
          QuantityKinds.time(Duration.ZERO, Duration.ofDays(366)),
          "10m",
          "The server's `creation_grace_period`",
          "1h");

  static final Setting<Integer> MAX_LABELS =
      Setting.of(
          "MAX_LABELS",
          QuantityKinds.count(1, 100),
          "15",
          "The server's `max_label_names_per_series`",
          "30");

  static final Setting<Integer> MAX_STREAMS =
      Setting.of(
          "MAX_STREAMS",
          QuantityKinds.count(1, 100_000),
          "1000",
          "How many streams the agent makes at most; the server allows 5000 for all agents",
          "100");

  static final List<Setting<?>> ALL =
      List.of(
          URL,
          LABELS,
          LABEL_FIELDS,
          METADATA_FIELDS,
          LINE,
          TENANT,
          MAX_LINE,
          MAX_AGE,
          MAX_FUTURE,
          MAX_LABELS,
          MAX_STREAMS);

  private LokiDeclarations() {}
}
