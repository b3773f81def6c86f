package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tailrace.outputs.AnyReader;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.LabelPairAdapter;
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

/** Whatever is in a file: each record is one entry with its text, in a stream Loki could read. */
class LokiEncoderFuzzTest {
  private static final LokiOptions OPTIONS =
      new LokiOptions(
          "loki",
          URI.create("http://localhost:3100"),
          new HttpOptions(
              Duration.ofSeconds(5), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
          Map.of(),
          List.of("level", "a"),
          List.of("b", "message"),
          Optional.empty(),
          LokiLine.ORIGINAL,
          1,
          LokiLimits.DEFAULT);

  @MethodSource
  @FuzzTest
  void eachRecordIsOneEntryWithItsText(byte[] file) throws InvalidProtocolBufferException {
    var streams = new Streams("loki", 10);
    var encoder = new LokiEncoder(OPTIONS, streams);
    var reader = new RecordReader(ParserChoice.AUTO, Multiline.AUTO, 1_000);
    var record = new LogRecord();
    var batch = new Batch(1 << 16);
    reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    for (int i = 0; reader.next(record); i++) {
      encoder.encode(record, Events.SHOP, reader.eventFrom(), Events.NEW_YEAR, batch);
      assertThat(batch.count()).isEqualTo(i + 1);
      byte[] bytes = Arrays.copyOfRange(batch.bytes(), batch.recordFrom(i), batch.recordTo(i));
      EntryAdapter entry = StreamAdapter.parseFrom(bytes).getEntries(0);
      assertThat(entry.getLine())
          .isEqualTo(new String(record.bytes(), record.from(), record.length(), UTF_8));
      assertThat(entry.getStructuredMetadataList())
          .extracting(LabelPairAdapter::getName)
          .doesNotHaveDuplicates();
      String labels = StreamAdapter.parseFrom(streams.get(batch.tag(i)).field()).getLabels();
      assertThat(GoLabels.parse(labels)).containsKey("service_name");
    }
  }

  /** Likewise of what was redacted and transformed, in whatever way. */
  @MethodSource
  @FuzzTest
  void whatWasChangedIsOneEntryLokiCouldRead(byte[] input) throws InvalidProtocolBufferException {
    if (!AnyReader.isEnough(input)) {
      return;
    }
    var streams = new Streams("loki", 10);
    var encoder = new LokiEncoder(OPTIONS, streams);
    RecordReader reader = AnyReader.of(input);
    var record = new LogRecord();
    var batch = new Batch(1 << 16);
    while (reader.next(record)) {
      if (!reader.isDropped()) {
        encoder.encode(record, Events.SHOP, reader.eventFrom(), Events.NEW_YEAR, batch);
      }
    }
    for (int i = 0; i < batch.count(); i++) {
      byte[] bytes = Arrays.copyOfRange(batch.bytes(), batch.recordFrom(i), batch.recordTo(i));
      StreamAdapter stream = StreamAdapter.parseFrom(bytes);
      assertThat(stream.getEntriesList()).hasSize(1);
      EntryAdapter entry = stream.getEntries(0);
      assertThat(entry.getLineBytes().isValidUtf8()).isTrue();
      assertThat(entry.getStructuredMetadataList())
          .extracting(LabelPairAdapter::getName)
          .doesNotHaveDuplicates()
          .doesNotContain("");
      String labels = StreamAdapter.parseFrom(streams.get(batch.tag(i)).field()).getLabels();
      assertThat(GoLabels.parse(labels)).containsKey("service_name");
    }
  }

  static Stream<byte[]> whatWasChangedIsOneEntryLokiCouldRead() {
    return eachRecordIsOneEntryWithItsText()
        .flatMap(file ->
            Stream.of(0, 1, 2, 3, 4)
                .map(steps ->
                    AnyReader.input(ParserChoice.AUTO, steps, steps % 4, new String(file, UTF_8))));
  }

  static Stream<byte[]> eachRecordIsOneEntryWithItsText() {
    return Stream.of(
            "{\"level\":\"warn\",\"a\":\"x\\\"\\n\\u0000\",\"b\":[1],\"message\":\"m\"}\n",
            "{\"a\":\"\"}\n{\"a\":1.5}\n{\"a\":null}\n{\"a\":\"" + "é".repeat(400) + "\"}\n",
            "level=info a=\"\\ud83d\" b=2 service_name=evil\ntext\n\tmore\n")
        .map(text -> text.getBytes(UTF_8));
  }
}
