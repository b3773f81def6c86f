package io.tailrace.agent.dryrun;

/** What a value of a document is to a mapping of Elasticsearch. */
enum JsonType {
  TEXT("text"),
  /** A number in quotes, which a field of numbers takes too. */
  NUMERIC_TEXT("number in quotes"),
  NUMBER("number"),
  BOOLEAN("true or false"),
  /** One without members; of others the members are looked at. */
  OBJECT("object"),
  /** Further down than Elasticsearch looks. */
  TOO_DEEP("too deep");

  private final String label;

  JsonType(String label) {
    this.label = label;
  }

  /** For people. */
  String label() {
    return label;
  }
}
