package io.tailrace.agent.settings;

import java.util.List;

/**
 * Every setting there is, by scope and in the order it is explained. A setting that is not in one
 * of these lists does not exist; {@link Reference} prints them.
 */
final class Declarations {
  /** Before the name of every setting. */
  static final String PREFIX = "TAILRACE_";

  private Declarations() {}

  /**
   * Settings that are explained together.
   *
   * @param title of their section
   * @param prefix of their variables as a reader would write them, such as {@code
   *     TAILRACE_ELASTICSEARCH_}
   */
  record Scope(String title, String note, String prefix, List<Setting<?>> settings) {}

  static final List<Scope> SCOPES =
      List.of(
          new Scope(
              "What is read",
              "With `TAILRACE_INPUTS=app,access`, each of these but the first also exists for one"
                  + " input, such as `TAILRACE_ACCESS_PATHS`; what an input does not set itself it"
                  + " takes from here.",
              PREFIX,
              InputDeclarations.ALL),
          new Scope(
              "Redaction",
              "Each of these but the key also exists for one input, such as `TAILRACE_ACCESS_REDACT`.",
              PREFIX,
              RedactionDeclarations.ALL),
          new Scope(
              "Metadata of the pod",
              "From the files `labels` and `annotations` of a volume of the downward API.",
              PREFIX,
              PodDeclarations.ALL),
          new Scope("The agent", "", PREFIX, AgentDeclarations.ALL),
          new Scope(
              "Every output",
              "The prefix is the output's name. With `TAILRACE_OUTPUTS=loki,audit` and"
                  + " `TAILRACE_AUDIT_TYPE=elasticsearch`, the settings of `audit` are"
                  + " `TAILRACE_AUDIT_URL` and so on.",
              PREFIX + "<OUTPUT>_",
              OutputDeclarations.ALL),
          new Scope(
              "Every output over HTTP",
              "Elasticsearch and Loki.",
              PREFIX + "<OUTPUT>_",
              HttpDeclarations.ALL),
          new Scope(
              "Elasticsearch",
              "Also OpenSearch.",
              PREFIX + "ELASTICSEARCH_",
              ElasticsearchDeclarations.ALL),
          new Scope("Loki", "", PREFIX + "LOKI_", LokiDeclarations.ALL),
          new Scope("Standard output", "", PREFIX + "STDOUT_", LocalDeclarations.STDOUT),
          new Scope("File", "", PREFIX + "FILE_", LocalDeclarations.FILE),
          new Scope(
              "The launcher",
              "Read by the `tailrace` script, so from the environment only.",
              PREFIX,
              AgentDeclarations.LAUNCHER));
}
