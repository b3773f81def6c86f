package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * First parts of field names that the Elastic Common Schema defines as objects. Our own fields
 * stand below some of them, so whatever a line has there is brought to dotted names too: then no
 * path can be there twice, nor be a value in one document and an object in the next, which
 * Elasticsearch refuses.
 */
public enum EcsRoot {
  AGENT("agent.name"),
  CONTAINER("container.name"),
  ERROR("error.message"),
  EVENT("event.action"),
  HOST("host.name"),
  KUBERNETES("kubernetes.value"),
  LABELS("labels.value"),
  LOG("log.original"),
  PROCESS("process.name"),
  SERVICE("service.name"),
  SPAN("span.id"),
  TRACE("trace.id");

  /** By the lengths of the names; most lengths have none or two. */
  private static final EcsRoot[][] BY_LENGTH = byLength();

  @SuppressWarnings("ImmutableEnumChecker") // Never written to.
  private final byte[] valueName;

  private final int length;

  EcsRoot(String valueName) {
    this.valueName = valueName.getBytes(US_ASCII);
    this.length = valueName.indexOf('.');
  }

  /** The name for what stands at the root itself, as in {@code "error":"timeout"}. */
  public byte[] valueName() {
    return valueName;
  }

  /** The root that is this whole name, or null. */
  public static @Nullable EcsRoot named(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= BY_LENGTH.length) {
      return null;
    }
    for (EcsRoot root : BY_LENGTH[length]) {
      if (root.valueName[0] == bytes[from]
          && Arrays.equals(root.valueName, 0, length, bytes, from, to)) {
        return root;
      }
    }
    return null;
  }

  /** Whether the name is a root's or stands below one. */
  static boolean covers(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '.') {
      i++;
    }
    return named(bytes, from, i) != null;
  }

  private static EcsRoot[][] byLength() {
    int longest = Arrays.stream(values()).mapToInt(root -> root.length).max().orElse(0);
    var byLength = new EcsRoot[longest + 1][];
    for (int i = 0; i <= longest; i++) {
      int length = i;
      byLength[i] =
          Arrays.stream(values()).filter(root -> root.length == length).toArray(EcsRoot[]::new);
    }
    return byLength;
  }
}
