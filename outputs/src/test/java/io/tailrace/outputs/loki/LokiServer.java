package io.tailrace.outputs.loki;

import com.google.protobuf.InvalidProtocolBufferException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A Loki on loopback that reads pushes with the generated messages, applies Loki's documented rules
 * and can be told to fail.
 *
 * <p>Stands in for a real one, which has no server in Maven Central. Answers requests one at a
 * time; may be asked from any thread.
 */
public final class LokiServer implements AutoCloseable {
  /** An entry as it is stored. */
  public record Entry(
      SortedMap<String, String> labels,
      long timeNanos,
      String line,
      SortedMap<String, String> metadata) {}

  private record Script(MockResponse answer, boolean storesFirst) {}

  private final MockWebServer server = new MockWebServer();
  private final InstantSource clock;

  // Guards all that follows.
  private final ReentrantLock lock = new ReentrantLock();
  private final LokiRules rules;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<RecordedRequest> pushes = new ArrayList<>();
  private boolean tenantRequired;
  private int maxBodyBytes = Integer.MAX_VALUE;
  private Function<PushRequest, @Nullable MockResponse> mood = push -> null;

  private LokiServer(LokiLimits limits, InstantSource clock) {
    this.clock = clock;
    this.rules = new LokiRules(limits);
  }

  /** Starts one on a free port. */
  public static LokiServer start(LokiLimits limits, InstantSource clock) throws IOException {
    return start(limits, clock, 0, null, false);
  }

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   * @param tls null for plain HTTP
   * @param clientAuth whether it wants a certificate of each client
   */
  static LokiServer start(
      LokiLimits limits,
      InstantSource clock,
      int port,
      @Nullable SSLSocketFactory tls,
      boolean clientAuth)
      throws IOException {
    var loki = new LokiServer(limits, clock);
    loki.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return loki.locked(() -> loki.answer(request));
          }
        });
    if (tls != null) {
      loki.server.useHttps(tls);
    }
    if (clientAuth) {
      loki.server.requireClientAuth();
    }
    loki.server.start(InetAddress.getLoopbackAddress(), port);
    return loki;
  }

  /** Without a path. */
  public URI url() {
    return URI.create("http://localhost:" + server.getPort());
  }

  int port() {
    return server.getPort();
  }

  /** How many requests there were, of any kind. */
  int requestCount() {
    return server.getRequestCount();
  }

  /** All that is stored, in the order it was stored in. */
  public List<Entry> entries() {
    return locked(rules::stored);
  }

  /** How many entries were there already and dropped. */
  public int duplicates() {
    return locked(rules::duplicates);
  }

  /** The push requests so far, also those that were answered with a failure. */
  public List<RecordedRequest> pushes() {
    return locked(() -> List.copyOf(pushes));
  }

  /** Answers 401 to a push without {@code X-Scope-OrgID}. */
  public void requireTenant() {
    locked(() -> tenantRequired = true);
  }

  /** Answers 413 to a larger body, measured before compression. */
  public void maxBodyBytes(int bytes) {
    locked(() -> maxBodyBytes = bytes);
  }

  /** Answers the next push so and stores nothing. */
  public void answerNext(int status, String body, String... headers) {
    var answer = new MockResponse(status, Headers.of(headers), body);
    locked(() -> scripts.add(new Script(answer, false)));
  }

  /** Looks at each push before it is stored: an answer, or null to have it stored. */
  void mood(Function<PushRequest, @Nullable MockResponse> mood) {
    locked(() -> this.mood = mood);
  }

  /** Stores some streams of the next push, and answers so. */
  void answerAfterStoring(int status, String body, Predicate<StreamAdapter> streams) {
    Function<PushRequest, @Nullable MockResponse> before = locked(() -> mood);
    mood(push -> {
      PushRequest some =
          PushRequest.newBuilder()
              .addAllStreams(push.getStreamsList().stream().filter(streams).toList())
              .build();
      rules.push(some, clock.instant());
      mood(before);
      return answer(status, body);
    });
  }

  /** An answer. */
  static MockResponse answer(int status, String body) {
    return new MockResponse(status, Headers.of(), body);
  }

  /** Stores the next push and closes the connection instead of answering. */
  public void hangUpAfterNext() {
    var answer = new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    locked(() -> scripts.add(new Script(answer, true)));
  }

  /** Takes the next push and never answers. */
  public void stallNext() {
    breakNext(SocketEffect.Stall.INSTANCE);
  }

  /** Has the next push end in this way, and stores nothing. */
  void breakNext(SocketEffect effect) {
    var answer = new MockResponse.Builder().onResponseStart(effect).build();
    locked(() -> scripts.add(new Script(answer, false)));
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private MockResponse answer(RecordedRequest request) {
    return switch (request.getUrl().encodedPath()) {
      case "/loki/api/v1/push" -> push(request);
      case "/loki/api/v1/status/buildinfo" -> answer(200, "{\"version\":\"3.5.0\"}");
      case "/ready" -> answer(200, "ready");
      default -> answer(404, "404 page not found");
    };
  }

  private MockResponse push(RecordedRequest request) {
    pushes.add(request);
    Script script = scripts.poll();
    if (script != null && !script.storesFirst) {
      return script.answer;
    }
    MockResponse answer = store(request);
    return script == null ? answer : script.answer;
  }

  private MockResponse store(RecordedRequest request) {
    if (tenantRequired && request.getHeaders().get("X-Scope-OrgID") == null) {
      return answer(401, "no org id");
    }
    if (!"application/x-protobuf".equals(request.getHeaders().get("Content-Type"))) {
      return answer(400, "mime: no media type");
    }
    byte[] body = decompress(request.getBody());
    return body.length > maxBodyBytes ? answer(413, "request body too large") : store(body);
  }

  private MockResponse store(byte[] body) {
    PushRequest push;
    try {
      push = PushRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      return answer(400, String.valueOf(e.getMessage()));
    }
    if (push.getStreamsCount() == 0) {
      return answer(422, "error at least one valid stream is required for ingestion");
    }
    MockResponse moody = mood.apply(push);
    if (moody != null) {
      return moody;
    }
    List<String> complaints = rules.push(push, clock.instant());
    return complaints.isEmpty() ? answer(204, "") : answer(400, String.join("\n", complaints));
  }

  private static byte[] decompress(ByteString body) {
    byte[] bytes = body.toByteArray();
    var snappy = new SnappyJavaDecompressor();
    byte[] plain = new byte[snappy.getUncompressedLength(bytes, 0)];
    try {
      int length = snappy.decompress(bytes, 0, bytes.length, plain, 0, plain.length);
      return Arrays.copyOf(plain, length);
    } catch (MalformedInputException e) {
      throw new UncheckedIOException(new IOException("not a Snappy block", e));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
