package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.outputs.Batch;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is in a file: each record is one action and one document that has no name twice. */
class BulkEncoderFuzzTest {
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(10_000).build())
                  .build())
          .build();

  @MethodSource
  @FuzzTest
  void eachRecordIsOneActionAndOneDocument(byte[] file) {
    var reader = new RecordReader(ParserChoice.AUTO, Multiline.AUTO, 1_000);
    var encoder = new BulkEncoder();
    var record = new LogRecord();
    var batch = new Batch(1 << 16);
    reader.start(file, 0, file.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    while (reader.next(record)) {
      encoder.encode(record, Batches.SOURCE, reader.eventFrom(), 0, batch);
    }
    String[] lines = Batches.text(batch).split("\n", -1);
    assertThat(lines).hasSize(2 * batch.count() + 1);
    for (int i = 0; i < batch.count(); i++) {
      assertThat(lines[2 * i])
          .isEqualTo("{\"create\":{\"_id\":\"" + BulkEncoder.id(batch, i) + "\"}}");
      JsonNode document = STRICT.readTree(lines[2 * i + 1]);
      assertThat(document.isObject()).isTrue();
      assertThat(document.has("@timestamp")).isTrue();
    }
  }

  static Stream<byte[]> eachRecordIsOneActionAndOneDocument() {
    return Stream.of(
            "{\"message\":\"a\",\"log.level\":\"info\",\"log\":{\"level\":\"x\",\"file\":1},\"a.b\":1}\n",
            "{\"@timestamp\":1,\"message\":{},\"log\":{\"file\":{\"path\":[]}},\"service\":\"s\"}\n",
            "level=info msg=\"\\u0000\" service.name=x\n\"}}\n{\"delete\":{}}\n",
            "text \0 \u001b[31m é\r\n\tat a.B.c(D.java)\n",
            "2026-01-01T00:00:00.000000000Z stdout F {\"a\":1,\"a\":2}\n")
        .map(text -> text.getBytes(UTF_8));
  }
}
