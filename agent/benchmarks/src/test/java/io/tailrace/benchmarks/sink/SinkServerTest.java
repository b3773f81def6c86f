package io.tailrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SinkServerTest {
  private static final String BULK =
      "logs-generic-default/_bulk?filter_path=errors,took,items.*.status,items.*.error";

  private final OkHttpClient http = new OkHttpClient();
  private SinkServer sink;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    sink = SinkServer.start(0);
    get("-/expect?lines=10&timedFrom=0");
  }

  @AfterEach
  void stop() throws IOException {
    sink.close();
  }

  @Test
  void bulkRequestIsCountedAndAnsweredItemByItem() throws IOException {
    Answer answer = post(BULK, "application/x-ndjson", "", bulk(0, 1, 2));
    assertThat(answer)
        .isEqualTo(
            new Answer(
                200,
                "{\"errors\":false,\"took\":1,\"items\":[{\"create\":{\"status\":201}},"
                    + "{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}"));
    assertThat(counts().path("distinct").asInt()).isEqualTo(3);
    assertThat(counts().path("twice").asInt()).isZero();
  }

  @Test
  void whoAsksForNoPartOfTheAnswerGetsAllOfIt() throws IOException {
    Answer answer = post("_bulk", "application/x-ndjson", "", bulk(0));
    assertThat(answer.body()).contains("\"_shards\"", "\"status\":201");
  }

  @Test
  void gzippedBulkRequestIsCounted() throws IOException {
    post(BULK, "application/x-ndjson", "gzip", gzip(bulk(0, 1, 2, 3)));
    assertThat(counts().path("distinct").asInt()).isEqualTo(4);
  }

  @Test
  void pushOfProtobufIsCounted() throws IOException {
    Answer answer = post("loki/api/v1/push", "application/x-protobuf", "", snappy(push(4, 5)));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(counts().path("distinct").asInt()).isEqualTo(2);
  }

  @Test
  void pushOfJsonIsCounted() throws IOException {
    String json =
        """
        {"streams":[{"stream":{"job":"a"},"values":[["1","{\\"seq\\":1}"],["2","{\\"seq\\":2}"]]},
                    {"stream":{"job":"b"},"values":[["1","{\\"log\\":\\"{\\\\\\"seq\\\\\\":3}\\"}"]]}]}
        """;
    post("loki/api/v1/push", "application/json", "", json.getBytes(UTF_8));
    assertThat(counts().path("distinct").asInt()).isEqualTo(3);
  }

  @Test
  void whatComesAgainIsCountedAsTwice() throws IOException {
    post(BULK, "application/x-ndjson", "", bulk(0, 1));
    post(BULK, "application/x-ndjson", "", bulk(1, 2));
    assertThat(counts().path("distinct").asInt()).isEqualTo(3);
    assertThat(counts().path("twice").asInt()).isEqualTo(1);
  }

  @Test
  void whatWasNotExpectedAndWhatHasNoNumberIsUnknown() throws IOException {
    String unnumbered = "{\"create\":{}}\n{\"message\":\"no sequence\"}\n";
    post(BULK, "application/x-ndjson", "", bulk(10));
    post(BULK, "application/x-ndjson", "", unnumbered.getBytes(UTF_8));
    assertThat(counts().path("unknown").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndCounted() throws IOException {
    String documentMissing = "{\"create\":{}}\n";
    for (String body : new String[] {documentMissing, "{}\n{}\n", "{\"create\":{}}\n{\"seq\":1}"}) {
      assertThat(post(BULK, "application/x-ndjson", "", body.getBytes(UTF_8)).status())
          .isEqualTo(400);
    }
    assertThat(post(BULK, "application/x-ndjson", "gzip", bulk(1)).status()).isEqualTo(400);
    assertThat(post("loki/api/v1/push", "application/x-protobuf", "", bulk(1)).status())
        .isEqualTo(400);
    assertThat(counts().path("refused").asInt()).isEqualTo(5);
    assertThat(counts().path("distinct").asInt()).isZero();
  }

  @Test
  void linesThatSayWhenTheyWereWrittenAreTimed() throws IOException {
    long longAgo = System.currentTimeMillis() * 1000 - 5_000_000;
    String body = "{\"create\":{}}\n{\"seq\":3,\"wrote\":" + longAgo + "}\n";
    post(BULK, "application/x-ndjson", "", body.getBytes(UTF_8));
    assertThat(counts().path("timed").asInt()).isEqualTo(1);
    assertThat(counts().path("p50Micros").asInt()).isBetween(4_999_000, 60_000_000);
  }

  @Test
  void percentilesAreOfTheSmallestValueThatSoManyDoNotExceed() {
    int[] sorted = new int[200];
    Arrays.setAll(sorted, i -> i + 1);
    assertThat(Tally.percentile(sorted, 50)).isEqualTo(100);
    assertThat(Tally.percentile(sorted, 99)).isEqualTo(198);
    assertThat(Tally.percentile(sorted, 100)).isEqualTo(200);
    assertThat(Tally.percentile(new int[0], 50)).isZero();
  }

  @Test
  void itSaysWhatElasticsearchSaysOfItself() throws IOException {
    JsonNode info = new JsonMapper().readTree(get("").body());
    assertThat(info.at("/version/number").asString()).startsWith("9.");
    assertThat(get("_index_template/tailrace-logs-generic").status()).isEqualTo(404);
  }

  private static byte[] bulk(int... numbers) {
    var body = new StringBuilder();
    for (int number : numbers) {
      body.append("{\"create\":{\"_id\":\"AZsk3kWyT0aXbC12-").append(number).append("\"}}\n");
      body.append("{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"seq\":").append(number);
      body.append(",\"message\":\"a line\"}\n");
    }
    return body.toString().getBytes(UTF_8);
  }

  private static byte[] push(int... numbers) {
    var stream = StreamAdapter.newBuilder().setLabels("{job=\"a\"}");
    for (int number : numbers) {
      stream.addEntries(
          EntryAdapter.newBuilder()
              .setTimestamp(Timestamp.newBuilder().setSeconds(number))
              .setLine("{\"seq\":" + number + "}"));
    }
    return PushRequest.newBuilder().addStreams(stream).build().toByteArray();
  }

  private static byte[] snappy(byte[] plain) {
    var codec = new SnappyJavaCompressor();
    byte[] room = new byte[codec.maxCompressedLength(plain.length)];
    int length = codec.compress(plain, 0, plain.length, room, 0, room.length);
    return Arrays.copyOf(room, length);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private JsonNode counts() throws IOException {
    return new JsonMapper().readTree(get("-/counts").body());
  }

  private Answer get(String path) throws IOException {
    return call(new Request.Builder().url(sink.url() + "/" + path));
  }

  private Answer post(String path, String type, String encoding, byte[] body) throws IOException {
    var request =
        new Request.Builder()
            .url(sink.url() + "/" + path)
            .post(RequestBody.create(body, MediaType.get(type)));
    return call(encoding.isEmpty() ? request : request.header("Content-Encoding", encoding));
  }

  private Answer call(Request.Builder request) throws IOException {
    try (Response response = http.newCall(request.build()).execute()) {
      return new Answer(response.code(), response.body().string());
    }
  }
}
