package io.tailrace.agent.it;

import com.google.protobuf.InvalidProtocolBufferException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;

/** A Loki on loopback for floods: it takes everything and keeps what it is told to. */
final class CountingLoki implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Predicate<String> kept;

  // Guarded by this object: each connection has a thread of its own.
  private final Set<String> streams = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * @param kept shown each line, one at a time; whether it is to be kept
   */
  CountingLoki(Predicate<String> kept) throws IOException {
    this.kept = kept;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return push(request);
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** How many label sets there were. */
  synchronized int streams() {
    return streams.size();
  }

  /** The kept lines with this beginning, in the order they came. */
  synchronized List<String> lines(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).toList();
  }

  private MockResponse push(RecordedRequest request) {
    try {
      byte[] bytes = request.getBody().toByteArray();
      var snappy = new SnappyJavaDecompressor();
      byte[] plain = new byte[snappy.getUncompressedLength(bytes, 0)];
      snappy.decompress(bytes, 0, bytes.length, plain, 0, plain.length);
      count(PushRequest.parseFrom(plain));
      return new MockResponse(204, Headers.of(), "");
    } catch (InvalidProtocolBufferException | MalformedInputException e) {
      return new MockResponse(400, Headers.of(), e.toString());
    } finally {
      try {
        server.takeRequest(); // It would keep every request.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void count(PushRequest push) {
    for (StreamAdapter stream : push.getStreamsList()) {
      streams.add(stream.getLabels());
      for (EntryAdapter entry : stream.getEntriesList()) {
        if (kept.test(entry.getLine())) {
          lines.add(entry.getLine());
        }
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
