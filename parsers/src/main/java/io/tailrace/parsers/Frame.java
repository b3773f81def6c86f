package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Takes off what a container runtime wrapped around one line.
 *
 * <pre>
 * 2026-01-01T00:00:00.000000000Z stdout F payload
 * {"log":"payload\n","stream":"stderr","time":"2026-01-01T00:00:00.000000000Z"}
 * </pre>
 *
 * <p>Runtimes cut long lines into pieces: all but the last are marked {@code P} by CRI and lack the
 * line feed inside the log text of Docker. Belongs to one {@link EventReader}.
 */
final class Frame {
  private static final byte[] STDOUT = "stdout".getBytes(US_ASCII);
  private static final byte[] STDERR = "stderr".getBytes(US_ASCII);
  private static final byte[] DOCKER_LOG = "{\"log\":\"".getBytes(US_ASCII);
  private static final byte[] DOCKER_STREAM = ",\"stream\":\"".getBytes(US_ASCII);
  private static final byte[] DOCKER_ATTRIBUTES = ",\"attrs\":{".getBytes(US_ASCII);
  private static final byte[] DOCKER_TIME = ",\"time\":\"".getBytes(US_ASCII);

  /** "2026-01-01T00:00:00Z stdout F": less than this is no CRI line. */
  private static final int SHORTEST_CRI = 29;

  private final Framing framing;
  private final Timestamps timestamps = new Timestamps();

  private byte[] bytes = {};
  private byte[] stream = STDOUT;
  private long timeNanos;
  private int payloadFrom;
  private int payloadTo;
  private boolean json;
  private boolean partial;

  Frame(Framing framing) {
    this.framing = framing;
  }

  /**
   * Looks at a line.
   *
   * @param to index after its last byte, without the line feed
   * @return whether it is wrapped; nothing else here means anything if it is not
   */
  boolean unwrap(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    return switch (framing) {
      case NONE -> false;
      case CRI -> cri(from, to);
      case DOCKER -> docker(from, to);
      case AUTO -> from < to && (bytes[from] == '{' ? docker(from, to) : cri(from, to));
    };
  }

  /** What the line is wrapped in. */
  Framing framing() {
    return json ? Framing.DOCKER : Framing.CRI;
  }

  /** Whether the line goes on in the next one of the same stream. */
  boolean isPartial() {
    return partial;
  }

  /**
   * The stream that the line was written to: one of two arrays, so that they compare by identity.
   */
  byte[] stream() {
    return stream;
  }

  /** When the runtime read the line, or {@link LogRecord#NO_TIME}. */
  long timeNanos() {
    return timeNanos;
  }

  /**
   * Copies the payload, without its line end.
   *
   * @param target has room for the wrapped line's length at {@code at}
   * @return the index after the last byte written
   */
  int copyPayload(byte[] target, int at) {
    int end;
    if (json) {
      end = JsonText.unescape(bytes, payloadFrom, payloadTo, target, at);
    } else {
      System.arraycopy(bytes, payloadFrom, target, at, payloadTo - payloadFrom);
      end = at + payloadTo - payloadFrom;
    }
    return !partial && end > at && target[end - 1] == '\r' ? end - 1 : end;
  }

  private boolean cri(int from, int to) {
    if (to - from < SHORTEST_CRI || bytes[from + 4] != '-' || bytes[from + 10] != 'T') {
      return false;
    }
    timeNanos = timestamps.prefix(bytes, from, to);
    int i = timestamps.end();
    if (timeNanos == LogRecord.NO_TIME || i + 8 >= to || bytes[i] != ' ') {
      return false;
    }
    if (!isStream(i + 1, to) || bytes[i + 7] != ' ') {
      return false;
    }
    return criTag(i + 8, to);
  }

  /** Reads {@code F} or {@code P}, further tags after colons, and a space if a payload follows. */
  private boolean criTag(int from, int to) {
    if (bytes[from] != 'F' && bytes[from] != 'P') {
      return false;
    }
    int i = from + 1;
    if (i < to && bytes[i] == ':') {
      while (i < to && bytes[i] != ' ') {
        i++;
      }
    }
    if (i < to && bytes[i] != ' ' && bytes[i] != '\r') {
      return false;
    }
    json = false;
    partial = bytes[from] == 'P';
    payloadFrom = Math.min(i + 1, to);
    payloadTo = to;
    return true;
  }

  private boolean docker(int from, int to) {
    if (!startsWith(DOCKER_LOG, from, to)) {
      return false;
    }
    int i = JsonScanner.string(bytes, from + DOCKER_LOG.length - 1, to);
    if (i == JsonScanner.INVALID || !startsWith(DOCKER_STREAM, i, to)) {
      return false;
    }
    payloadFrom = from + DOCKER_LOG.length;
    payloadTo = i - 1;
    i += DOCKER_STREAM.length;
    if (!isStream(i, to) || i + STDOUT.length >= to || bytes[i + STDOUT.length] != '"') {
      return false;
    }
    return dockerEnd(i + STDOUT.length + 1, to);
  }

  private boolean dockerEnd(int from, int to) {
    int i = from;
    if (startsWith(DOCKER_ATTRIBUTES, i, to)) {
      i = JsonScanner.container(bytes, i + DOCKER_ATTRIBUTES.length - 1, to, 1);
    }
    if (i == JsonScanner.INVALID || !startsWith(DOCKER_TIME, i, to)) {
      return false;
    }
    int time = i + DOCKER_TIME.length;
    i = JsonScanner.string(bytes, time - 1, to);
    if (i == JsonScanner.INVALID || i >= to || bytes[i] != '}') {
      return false;
    }
    timeNanos = timestamps.whole(bytes, time, i - 1);
    json = true;
    partial = !takeOffLineFeed();
    return LineSplitter.isBlank(bytes, i + 1, to);
  }

  /** Docker's text ends with an escaped line feed if the line is complete. */
  private boolean takeOffLineFeed() {
    int feed = payloadTo - 2;
    if (feed < payloadFrom || bytes[feed] != '\\' || bytes[feed + 1] != 'n') {
      return false;
    }
    int backslashes = 1;
    while (feed - backslashes >= payloadFrom && bytes[feed - backslashes] == '\\') {
      backslashes++;
    }
    if (backslashes % 2 == 0) {
      return false; // A backslash and an n, not a line feed.
    }
    payloadTo = feed;
    return true;
  }

  private boolean isStream(int from, int to) {
    if (startsWith(STDOUT, from, to)) {
      stream = STDOUT;
      return true;
    }
    stream = STDERR;
    return startsWith(STDERR, from, to);
  }

  private boolean startsWith(byte[] prefix, int from, int to) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
