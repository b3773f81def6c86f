package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/**
 * The names a field gets that cannot keep its own. In this order, the first that is free:
 *
 * <ul>
 *   <li>for a value in the place of an object, the ECS field it most likely is: {@code service} →
 *       {@code service.name}, {@code host} → {@code host.name}, {@code error} → {@code
 *       error.message}, any other {@code x} → {@code x.original};
 *   <li>{@code original.<name>}, then {@code original_2.<name>}, {@code original_3.<name>} …
 * </ul>
 */
final class Renaming {
  /**
   * Names that are objects in the documents this program writes, for one source or another; one
   * index often holds the records of many, so they are reserved for all.
   */
  static final List<String> OBJECTS =
      List.of(
          "agent",
          "container",
          "data_stream",
          "error",
          "event",
          "host",
          "kubernetes",
          "labels",
          "log",
          "original",
          "process",
          "service",
          "span",
          "trace");

  /** Elasticsearch refuses a document with a field of one of these names. */
  static final List<String> METADATA =
      List.of(
          "_data_stream_timestamp",
          "_doc_count",
          "_feature",
          "_field_names",
          "_id",
          "_ignored",
          "_ignored_source",
          "_index",
          "_index_mode",
          "_nested_path",
          "_routing",
          "_seq_no",
          "_source",
          "_tier",
          "_tsid",
          "_version");

  /** The first object to put a field into that has no other place. */
  static final byte[] REFUGE = "original.".getBytes(US_ASCII);

  /** Follows the name of an object whose value has no ECS field of its own. */
  static final byte[] VALUE = ".original".getBytes(US_ASCII);

  private static final byte[] NONE = {};
  private static final byte[][] NAMED = bytes("service", "host", "error");
  private static final byte[][] NAMED_VALUES = bytes("service.name", "host.name", "error.message");

  private Renaming() {}

  /** The field that a value in the place of this object most likely is; empty if none is known. */
  static byte[] valueOf(byte[] object, int from, int to) {
    for (int i = 0; i < NAMED.length; i++) {
      if (Arrays.equals(NAMED[i], 0, NAMED[i].length, object, from, to)) {
        return NAMED_VALUES[i];
      }
    }
    return NONE;
  }

  /**
   * The {@code attempt}th object, from 1 on, to put a field into. With one more attempt than there
   * are fields a free one is found.
   */
  static String refuge(int attempt) {
    return attempt == 1 ? "original." : "original_" + attempt + ".";
  }

  private static byte[][] bytes(String... texts) {
    return Arrays.stream(texts).map(text -> text.getBytes(US_ASCII)).toArray(byte[][]::new);
  }
}
