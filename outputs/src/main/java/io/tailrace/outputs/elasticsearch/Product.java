package io.tailrace.outputs.elasticsearch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What answers at the URL. */
sealed interface Product {
  /** For people: {@code Elasticsearch 9.5.3, cluster "logs"}. */
  String text();

  /** What a bulk request's body is declared as. */
  default String bulkContentType() {
    return PLAIN;
  }

  String PLAIN = "application/x-ndjson";

  record Elasticsearch(String version, String cluster) implements Product {
    private static final int FIRST_COMPATIBLE = 8;
    private static final int NEWEST_KNOWN = 9;
    private static final Pattern MAJOR = Pattern.compile("([0-9]{1,4})(\\..*)?");

    @Override
    public String text() {
      return "Elasticsearch " + version + ", cluster \"" + cluster + '"';
    }

    /** The next major version still takes what is declared to be of this one. */
    @Override
    public String bulkContentType() {
      int major = major();
      return major < FIRST_COMPATIBLE
          ? PLAIN
          : "application/vnd.elasticsearch+x-ndjson; compatible-with="
              + Math.min(major, NEWEST_KNOWN);
    }

    private int major() {
      Matcher major = MAJOR.matcher(version);
      return major.matches() ? Integer.parseInt(major.group(1)) : 0;
    }
  }

  record OpenSearch(String version, String cluster) implements Product {
    @Override
    public String text() {
      return "OpenSearch " + version + ", cluster \"" + cluster + '"';
    }
  }

  /** The credentials may not ask, as those that may only create documents; bulk will show. */
  record Unnamed() implements Product {
    @Override
    public String text() {
      return "a server that does not tell these credentials its name";
    }
  }
}
