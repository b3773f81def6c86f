package io.tailrace.outputs.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where documents go. Names are checked by Elasticsearch's rules, and are safe in a URL's path. */
public sealed interface Target {
  /** As it stands in the URL. */
  String indexName();

  /** The data stream {@code type-dataset-namespace}, as {@code logs-app-default}. */
  record DataStream(String type, String dataset, String namespace) implements Target {
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_.]*");
    private static final int MAX_PART_LENGTH = 100;

    public DataStream {
      requirePart("type", type);
      requirePart("dataset", dataset);
      requirePart("namespace", namespace);
    }

    /** One of logs. */
    public DataStream(String dataset, String namespace) {
      this("logs", dataset, namespace);
    }

    private static void requirePart(String what, String part) {
      if (part.length() > MAX_PART_LENGTH || !PART.matcher(part).matches()) {
        throw new IllegalArgumentException(
            what
                + " of a data stream: up to "
                + MAX_PART_LENGTH
                + " lower-case letters, digits, '_' and '.', without '-'");
      }
    }

    @Override
    public String indexName() {
      return type + "-" + dataset + "-" + namespace;
    }
  }

  /** An index, an alias, or a data stream with a name of its own. */
  record Index(String name) implements Target {
    private static final Pattern NAME = Pattern.compile("[a-z0-9.][a-z0-9_.+-]*");
    private static final int MAX_BYTES = 255;

    public Index {
      boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
      if (!fits || !NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "name of an index: up to "
                + MAX_BYTES
                + " lower-case letters, digits, '_', '.', '-' and '+', the first a letter, a digit"
                + " or '.'");
      }
    }

    @Override
    public String indexName() {
      return name;
    }
  }
}
