package io.tailrace.agent.it;

import com.google.protobuf.InvalidProtocolBufferException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tailrace.agent.it.LokiUnderTest.Entry;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.ByteString;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Loki on loopback that reads pushes with the generated messages and does with their entries what
 * Loki 3 does: what is too old, too new or too far behind its stream's newest is refused one by
 * one, the others are stored, and what is there already is dropped. They can be queried by their
 * time.
 *
 * <p>Smaller than the one that the outputs are tested with: a module's tests cannot be another's
 * dependency while {@code mvn compile} is to work by itself.
 */
final class ScriptedLoki implements AutoCloseable {
  /** {@code reject_old_samples_max_age}. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  /** {@code creation_grace_period}. */
  private static final Duration MAX_FUTURE = Duration.ofMinutes(10);

  /** Half of {@code max_chunk_age}. */
  private static final Duration WINDOW = Duration.ofHours(1);

  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"\\\\]*)\"");

  private final MockWebServer server = new MockWebServer();

  // These two are guarded by this object: each connection has a thread of its own.
  private final Set<Entry> stored = new LinkedHashSet<>();
  private final Map<Map<String, String>, Long> newest = new HashMap<>();

  private final AtomicBoolean down = new AtomicBoolean();
  private final AtomicBoolean storesOnce = new AtomicBoolean();

  static ScriptedLoki start() throws IOException {
    var loki = new ScriptedLoki();
    loki.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return loki.answer(request);
          }
        });
    loki.server.start(InetAddress.getLoopbackAddress(), 0);
    return loki;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** All that is stored, in the order it came in. */
  synchronized List<Entry> entries() {
    return List.copyOf(stored);
  }

  /** How many entries are stored. */
  synchronized int count() {
    return stored.size();
  }

  /**
   * While it is down every push fails; the first one fails after it was stored, so that it is there
   * when it is sent again.
   */
  void down(boolean down) {
    storesOnce.set(down);
    this.down.set(down);
  }

  private MockResponse answer(RecordedRequest request) {
    if (request.getUrl().encodedPath().equals("/loki/api/v1/query_range")) {
      return answer(200, query(request.getUrl()));
    }
    if (!down.get()) {
      return push(request);
    }
    if (storesOnce.getAndSet(false)) {
      push(request);
      return answer(502, "Bad Gateway");
    }
    return answer(503, "Service Unavailable");
  }

  private MockResponse push(RecordedRequest request) {
    if (!request.getUrl().encodedPath().equals("/loki/api/v1/push")) {
      return answer(404, "404 page not found");
    }
    if (!"application/x-protobuf".equals(request.getHeaders().get("Content-Type"))) {
      return answer(400, "mime: no media type");
    }
    try {
      List<String> complaints = store(PushRequest.parseFrom(decompress(request.getBody())));
      return complaints.isEmpty() ? answer(204, "") : answer(400, String.join("\n", complaints));
    } catch (InvalidProtocolBufferException | MalformedInputException e) {
      return answer(400, e.toString());
    }
  }

  /** The entries of a time, the oldest first, whatever the selector. */
  private synchronized String query(HttpUrl url) {
    long start = Long.parseLong(String.valueOf(url.queryParameter("start")));
    long end = Long.parseLong(String.valueOf(url.queryParameter("end")));
    Map<Map<String, String>, List<List<String>>> streams = new LinkedHashMap<>();
    stored.stream()
        .filter(entry -> entry.nanos() >= start && entry.nanos() < end)
        .sorted(Comparator.comparingLong(Entry::nanos))
        .limit(Long.parseLong(String.valueOf(url.queryParameter("limit"))))
        .forEach(entry ->
            streams
                .computeIfAbsent(entry.labels(), labels -> new ArrayList<>())
                .add(List.of(Long.toString(entry.nanos()), entry.line())));
    List<Map<String, Object>> result =
        streams.entrySet().stream()
            .map(stream -> Map.of("stream", stream.getKey(), "values", stream.getValue()))
            .toList();
    return new JsonMapper()
        .writeValueAsString(Map.of("status", "success", "data", Map.of("result", result)));
  }

  private synchronized List<String> store(PushRequest push) {
    var complaints = new ArrayList<String>();
    for (StreamAdapter stream : push.getStreamsList()) {
      Map<String, String> labels = labels(stream.getLabels());
      for (EntryAdapter entry : stream.getEntriesList()) {
        Instant time =
            Instant.ofEpochSecond(
                entry.getTimestamp().getSeconds(), entry.getTimestamp().getNanos());
        String trouble = trouble(labels, time);
        if (trouble.isEmpty()) {
          newest.merge(labels, LokiUnderTest.nanos(time), Math::max);
          stored.add(new Entry(labels, LokiUnderTest.nanos(time), entry.getLine()));
        } else {
          complaints.add("entry for stream '" + labels + "' " + trouble + ": " + time);
        }
      }
    }
    return complaints;
  }

  private String trouble(Map<String, String> labels, Instant time) {
    if (time.isBefore(Instant.now().minus(MAX_AGE))) {
      return "has timestamp too old";
    }
    if (time.isAfter(Instant.now().plus(MAX_FUTURE))) {
      return "has timestamp too new";
    }
    Long newestNanos = newest.get(labels);
    boolean behind =
        newestNanos != null && LokiUnderTest.nanos(time) < newestNanos - WINDOW.toNanos();
    return behind ? "entry too far behind" : "";
  }

  /** Reads {@code {a="b", c="d"}}; the labels of these tests have nothing to be escaped. */
  private static Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    Matcher matcher = LABEL.matcher(text);
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    return labels;
  }

  private static byte[] decompress(ByteString body) {
    byte[] bytes = body.toByteArray();
    var snappy = new SnappyJavaDecompressor();
    byte[] plain = new byte[snappy.getUncompressedLength(bytes, 0)];
    int length = snappy.decompress(bytes, 0, bytes.length, plain, 0, plain.length);
    return Arrays.copyOf(plain, length);
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse(status, Headers.of(), body);
  }

  @Override
  public void close() {
    server.close();
  }
}
