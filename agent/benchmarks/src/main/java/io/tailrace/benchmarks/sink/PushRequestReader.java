package io.tailrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a push to Loki, in either of its two forms. */
final class PushRequestReader {
  private static final JsonMapper JSON = new JsonMapper();

  // See outputs/src/main/proto/loki_push.proto.
  private static final int STREAMS = 1;
  private static final int ENTRIES = 2;
  private static final int LINE = 2;

  private PushRequestReader() {}

  /** A {@code PushRequest}, decompressed: nothing is copied but where a field begins and ends. */
  static void readProtobuf(byte[] body, int length, Numbers numbers) throws IOException {
    var in = CodedInputStream.newInstance(body, 0, length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == STREAMS) {
        int end = in.pushLimit(in.readRawVarint32());
        readStream(in, body, numbers);
        in.popLimit(end);
      } else {
        in.skipField(tag);
      }
    }
  }

  private static void readStream(CodedInputStream in, byte[] body, Numbers numbers)
      throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == ENTRIES) {
        int end = in.pushLimit(in.readRawVarint32());
        readEntry(in, body, numbers);
        in.popLimit(end);
      } else {
        in.skipField(tag);
      }
    }
  }

  private static void readEntry(CodedInputStream in, byte[] body, Numbers numbers)
      throws IOException {
    boolean hasLine = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == LINE) {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        numbers.addDocument(body, from, from + length);
        hasLine = true;
      } else {
        in.skipField(tag);
      }
    }
    if (!hasLine) {
      throw new IOException("an entry without a line");
    }
  }

  /** {@code {"streams":[{"stream":{…},"values":[["<nanoseconds>","line"],…]},…]}}. */
  static void readJson(byte[] body, int length, Numbers numbers) throws IOException {
    try {
      for (JsonNode stream : JSON.readTree(body, 0, length).path("streams")) {
        for (JsonNode entry : stream.path("values")) {
          byte[] line = entry.path(1).asString("").getBytes(UTF_8);
          numbers.addDocument(line, 0, line.length);
        }
      }
    } catch (JacksonException e) {
      throw new IOException("a push that is no JSON", e);
    }
  }
}
