package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.RawJson;
import io.tailrace.outputs.ecs.GoLogfmt;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file: each line is what its form promises to those who read it. */
class LokiLineFuzzTest {
  @MethodSource
  @FuzzTest
  void eachLineCanBeRead(byte[] file) throws InvalidProtocolBufferException {
    for (LokiLine form : LokiLine.values()) {
      var encoder = new LokiEncoder(options(form), new Streams("loki", 10));
      var reader = new RecordReader(ParserChoice.AUTO, Multiline.AUTO, 1_000);
      var record = new LogRecord();
      var batch = new Batch(1 << 16);
      reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
      for (int i = 0; reader.next(record); i++) {
        encoder.encode(record, Events.SHOP, reader.eventFrom(), Events.NEW_YEAR, batch);
        byte[] bytes = Arrays.copyOfRange(batch.bytes(), batch.recordFrom(i), batch.recordTo(i));
        check(form, StreamAdapter.parseFrom(bytes).getEntries(0).getLine(), record);
      }
    }
  }

  private static void check(LokiLine form, String line, LogRecord record) {
    switch (form) {
      case ORIGINAL ->
          assertThat(line)
              .isEqualTo(new String(record.bytes(), record.from(), record.length(), UTF_8));
      case JSON ->
          assertThat(RawJson.parse(line.getBytes(UTF_8)).members())
              .hasSizeLessThanOrEqualTo(record.fieldCount() + 1);
      case LOGFMT -> assertThat(GoLogfmt.parse(line)).allMatch(pair -> !pair.getKey().isEmpty());
      case MESSAGE -> assertThat(line).isNotEmpty();
    }
  }

  private static LokiOptions options(LokiLine form) {
    return new LokiOptions(
        "loki",
        URI.create("http://localhost:3100"),
        new HttpOptions(Duration.ofSeconds(5), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
        Map.of(),
        List.of("level", "a"),
        List.of("b", "message"),
        Optional.empty(),
        form,
        1,
        LokiLimits.DEFAULT);
  }

  static Stream<byte[]> eachLineCanBeRead() {
    return Stream.of(
            "{\"level\":\"warn\",\"a\":\"x\\\"\\n\\u0000\",\"b\":[1],\"c\":{\"d\":{}},\"message\":\"m\"}\n",
            "{\"a\":\"\",\"\\u003d\":{\"\\ufffd\":\"\\ud83d\"}}\n{\"a\":1.5}\n{\"a\":null}\n",
            "level=info a=\"\\ud83d\" b=2 service_name=evil\ntext\n\tmore\n")
        .map(text -> text.getBytes(UTF_8));
  }
}
