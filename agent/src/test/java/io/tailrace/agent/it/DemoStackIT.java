package io.tailrace.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tailrace.agent.examples.Dashboard;
import io.tailrace.agent.examples.DemoStack;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The docker-compose demo without Docker: its application's script writes, the agent with its
 * settings ships, and what arrives is what the dashboard asks for.
 */
class DemoStackIT {
  private static final String LOGS = "/var/log/app";

  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"\\\\]*)\"");

  @TempDir Path folder;

  private final DemoStack stack = new DemoStack();

  /** A line with its labels and structured metadata, which a query does not tell apart. */
  private record Line(Map<String, String> labels, String text) {}

  // Guarded by itself: each connection has a thread of its own.
  private final List<Line> lines = new ArrayList<>();

  @Test
  void whatTheDashboardAsksForArrives() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (MockWebServer loki = loki();
        AgentProcess agent = AgentProcess.start(folder, settings(logs, loki))) {
      Process application = application(logs);
      try {
        agent.await("each level is there", () -> valuesOf("level").size() == 4);
        agent.await("both files are there", () -> valuesOf("filename").size() >= 2);
      } finally {
        application.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
    Set<String> wanted = new Dashboard().lokiLabels();
    synchronized (lines) {
      Set<String> sent = new TreeSet<>();
      lines.forEach(line -> sent.addAll(line.labels().keySet()));
      assertThat(sent).containsAll(wanted);
    }
    assertThat(valuesOf("level")).containsExactly("debug", "error", "info", "warn");
    assertThat(valuesOf("service_name")).containsExactly("shop");
    assertThat(valuesOf("filename"))
        .containsExactly(logs.resolve("access.log").toString(), logs.resolve("orders.log") + "");
    synchronized (lines) {
      assertThat(lines)
          .filteredOn(line -> "error".equals(line.labels().get("level")))
          .filteredOn(line -> line.text().startsWith("{"))
          .isNotEmpty()
          .allMatch(line -> line.text().contains("\\n\\tat com.example.shop.Main.main"))
          .allMatch(line -> line.labels().containsKey("trace_id"));
    }
  }

  private Set<String> valuesOf(String label) {
    synchronized (lines) {
      Set<String> values = new TreeSet<>();
      for (Line line : lines) {
        String value = line.labels().get(label);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }
  }

  /** Those of the demo, but for the volume and the server. */
  private Map<String, String> settings(Path logs, MockWebServer loki) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(stack.environment("tailrace-loki"));
    settings.replaceAll((name, value) -> value.replace(LOGS, logs.toString()));
    settings.put("TAILRACE_LOKI_URL", "http://127.0.0.1:" + loki.getPort());
    settings.remove("TAILRACE_STATUS_ADDRESS"); // Its port may be taken.
    return settings;
  }

  private Process application(Path logs) throws IOException {
    var builder = new ProcessBuilder("sh", DemoStack.FOLDER.resolve("app/app.sh").toString());
    builder.environment().put("LOGS", logs.toString());
    builder.environment().put("PAUSE", "0.02");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("app.out").toFile())
        .start();
  }

  private MockWebServer loki() throws IOException {
    var server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            try {
              take(PushRequest.parseFrom(decompressed(request.getBody().toByteArray())));
              return new MockResponse(204, Headers.of(), "");
            } catch (IOException e) {
              return new MockResponse(400, Headers.of(), e.toString());
            }
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
    return server;
  }

  private static byte[] decompressed(byte[] bytes) {
    var snappy = new SnappyJavaDecompressor();
    byte[] plain = new byte[snappy.getUncompressedLength(bytes, 0)];
    snappy.decompress(bytes, 0, bytes.length, plain, 0, plain.length);
    return plain;
  }

  private void take(PushRequest push) {
    synchronized (lines) {
      for (StreamAdapter stream : push.getStreamsList()) {
        for (EntryAdapter entry : stream.getEntriesList()) {
          Map<String, String> labels = new LinkedHashMap<>();
          Matcher matcher = LABEL.matcher(stream.getLabels());
          while (matcher.find()) {
            labels.put(matcher.group(1), matcher.group(2));
          }
          for (LabelPairAdapter pair : entry.getStructuredMetadataList()) {
            labels.put(pair.getName(), pair.getValue());
          }
          lines.add(new Line(labels, entry.getLine()));
        }
      }
    }
  }
}
