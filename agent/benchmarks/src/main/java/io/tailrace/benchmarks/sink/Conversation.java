package io.tailrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Answers the requests of one connection. Owned by that connection's thread. */
final class Conversation {
  /** What Elasticsearch says of itself; the agent asks before it ships. */
  private static final String INFO =
      """
      {"name":"sink","cluster_name":"benchmark","cluster_uuid":"AAAAAAAAAAAAAAAAAAAAAA",\
      "version":{"number":"9.5.3","build_flavor":"default","build_type":"tar","build_hash":"0",\
      "build_date":"2026-01-01T00:00:00Z","build_snapshot":false,"lucene_version":"10.3.2",\
      "minimum_wire_compatibility_version":"8.19.0",\
      "minimum_index_compatibility_version":"8.0.0"},"tagline":"You Know, for Search"}\
      """;

  private static final String MISSING =
      "{\"error\":\"there is no such thing here\",\"status\":404}";

  /** All that the agent asks for of an item, by {@code filter_path}. */
  private static final String SHORT_ITEM = "{\"%s\":{\"status\":201}}";

  private static final String WHOLE_ITEM =
      """
      {"%s":{"_index":"logs-generic-default","_id":"AZsk3kWyT0aXbC12-000000007b","_version":1,\
      "result":"created","_shards":{"total":2,"successful":1,"failed":0},"_seq_no":1,\
      "_primary_term":1,"status":201}}\
      """;

  private final Request request;
  private final OutputStream out;
  private final Tally tally;
  private final Plain plain = new Plain();
  private final Numbers numbers = new Numbers();

  Conversation(InputStream in, OutputStream out, Tally tally) {
    this.request = new Request(in);
    this.out = out;
    this.tally = tally;
  }

  void run() throws IOException {
    boolean last = false;
    while (!last && request.read()) {
      answer();
      last = request.isLast();
    }
  }

  private void answer() throws IOException {
    String target = request.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (path.endsWith("/_bulk")) {
      take(() -> BulkRequest.read(plain.bytes(), plain.length(), numbers), this::bulkAnswer);
    } else if (path.equals("/loki/api/v1/push")) {
      take(this::readPush, () -> reply(204, "No Content", new byte[0]));
    } else if (path.startsWith("/-/")) {
      control(path, target.substring(query + 1));
    } else if (path.equals("/")) {
      reply(200, "OK", INFO.getBytes(US_ASCII));
    } else if (request.method().equals("PUT")) {
      reply(200, "OK", "{\"acknowledged\":true}".getBytes(US_ASCII));
    } else {
      reply(404, "Not Found", MISSING.getBytes(US_ASCII));
    }
  }

  /** What may fail for what was sent. */
  private interface Step {
    void run() throws IOException;
  }

  /** Reads what was sent; it is counted as it is about to be acknowledged. */
  private void take(Step read, Step acknowledge) throws IOException {
    numbers.clear();
    try {
      decompress();
      read.run();
    } catch (IOException | IndexOutOfBoundsException e) {
      tally.refused();
      byte[] reason = ("{\"error\":\"" + e + "\",\"status\":400}").getBytes(US_ASCII);
      reply(400, "Bad Request", reason);
      return;
    }
    tally.count(numbers, request.bodyLength(), plain.length(), nowMicros());
    acknowledge.run();
  }

  private void decompress() throws IOException {
    byte[] body = request.body();
    int length = request.bodyLength();
    if (request.encoding().equals("gzip")) {
      plain.gunzip(body, length);
    } else if (request.contentType().startsWith("application/x-protobuf")) {
      plain.unsnap(body, length);
    } else {
      plain.same(body, length);
    }
  }

  private void readPush() throws IOException {
    if (request.contentType().startsWith("application/x-protobuf")) {
      PushRequestReader.readProtobuf(plain.bytes(), plain.length(), numbers);
    } else {
      PushRequestReader.readJson(plain.bytes(), plain.length(), numbers);
    }
  }

  private void bulkAnswer() throws IOException {
    String action = BulkRequest.indexes(plain.bytes(), plain.length()) ? "index" : "create";
    String form = request.target().contains("filter_path=") ? SHORT_ITEM : WHOLE_ITEM;
    byte[] item = form.formatted(action).getBytes(US_ASCII);
    var body = new ByteArrayOutputStream(64 + numbers.count() * (item.length + 1));
    body.writeBytes("{\"errors\":false,\"took\":1,\"items\":[".getBytes(US_ASCII));
    for (int i = 0; i < numbers.count(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.write(item, 0, item.length);
    }
    body.writeBytes("]}".getBytes(US_ASCII));
    reply(200, "OK", body.toByteArray());
  }

  private void control(String path, String query) throws IOException {
    switch (path) {
      case "/-/counts" -> reply(200, "OK", tally.json().getBytes(US_ASCII));
      case "/-/expect" -> {
        tally.expect((int) parameter(query, "lines"), parameter(query, "timedFrom"));
        reply(200, "OK", "{}".getBytes(US_ASCII));
      }
      default -> reply(404, "Not Found", MISSING.getBytes(US_ASCII));
    }
  }

  private static long parameter(String query, String name) throws IOException {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Long.parseLong(pair.substring(name.length() + 1));
      }
    }
    throw new IOException("without " + name + ": " + query);
  }

  private void reply(int status, String reason, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + reason
            + "\r\n"
            + (status == 204 ? "" : "Content-Type: application/json\r\n")
            + (status == 204 ? "" : "Content-Length: " + body.length + "\r\n")
            + "X-Elastic-Product: Elasticsearch\r\n\r\n";
    byte[] start = head.getBytes(US_ASCII);
    boolean bodiless = request.method().equals("HEAD");
    byte[] all = new byte[start.length + (bodiless ? 0 : body.length)];
    System.arraycopy(start, 0, all, 0, start.length);
    if (!bodiless) {
      System.arraycopy(body, 0, all, start.length, body.length);
    }
    out.write(all);
    out.flush();
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
