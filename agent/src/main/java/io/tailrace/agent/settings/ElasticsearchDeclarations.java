package io.tailrace.agent.settings;

import io.tailrace.agent.settings.NetworkKinds.Endpoint;
import java.util.List;

/** What only Elasticsearch has. */
final class ElasticsearchDeclarations {
  static final Setting<List<Endpoint>> URL =
      Setting.optional(
          "URL",
          NetworkKinds.ENDPOINTS,
          "The nodes, used in rotation; required",
          "http://es-1:9200,http://es-2:9200");

  static final Setting<String> INDEX =
      Setting.optional(
          "INDEX",
          NameKinds.INDEX,
          "An index or data stream, instead of `logs-<dataset>-<namespace>`",
          "shop-logs");

  /** Elastic's own name for logs of no particular kind, which its reroute processor uses too. */
  static final Setting<String> DATASET =
      Setting.of("DATASET", NameKinds.STREAM_PART, "generic", "The kind of logs", "shop.access");

  static final Setting<String> NAMESPACE =
      Setting.of("NAMESPACE", NameKinds.STREAM_PART, "default", "Whose they are", "production");

  static final Setting<String> API_KEY =
      Setting.secret(
          "API_KEY", "For `Authorization: ApiKey …`: `id:key` or its base64", "VnVhQ2ZHY0JDZGJr");

  static final Setting<String> PIPELINE =
      Setting.optional("PIPELINE", TextKinds.TEXT, "Ingest pipeline", "shop-logs");

  /**
   * Off by default: the agent shares its CPU with the application, and the server is mostly in the
   * same network; level 1 costs more CPU than all else the agent does to a record.
   */
  static final Setting<Integer> COMPRESSION =
      Setting.of(
          "COMPRESSION",
          QuantityKinds.COMPRESSION,
          "none",
          "gzip of requests: less traffic for more CPU; `gzip` is level 1",
          "gzip");

  static final Setting<Boolean> TEMPLATE =
      Setting.of(
          "TEMPLATE",
          TextKinds.YES_OR_NO,
          "false",
          "Install an index template for the data stream",
          "true");

  static final List<Setting<?>> ALL =
      List.of(URL, INDEX, DATASET, NAMESPACE, API_KEY, PIPELINE, COMPRESSION, TEMPLATE);

  private ElasticsearchDeclarations() {}
}
