package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Selection;
import io.tailrace.parsers.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkEncoderTest {
  @Test
  void recordIsAnActionLineAndADocumentLine() {
    assertThat(Batches.text(Batches.of("hi")))
        .isEqualTo(
            """
            {"create":{"_id":"AZsk3kWyT0aXbC12-0000000000"}}
            {"@timestamp":"2026-01-02T03:04:05.000Z","message":"hi",\
            "log.file.path":"/var/log/app.log","log.offset":0}
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "123, 000000007b",
    "1099511627775, ffffffffff",
    "1099511627776, 10000000000",
    "9223372036854775807, 7fffffffffffffff"
  })
  void idIsTheGenerationAndTheOffsetInHexadecimal(long offset, String digits) {
    Batch batch = new Batch(64);
    new BulkEncoder().encode(new LogRecord(), Batches.SOURCE, offset, 0, batch);

    assertThat(BulkEncoder.id(batch, 0)).isEqualTo("AZsk3kWyT0aXbC12-" + digits);
  }

  /** E14. */
  @Test
  void lineThatLooksLikeAnActionIsOneDocument() {
    String line = "\"}}\n{\"delete\":{\"_id\":\"1\"}}\n";

    List<String> lines = Batches.text(Batches.of(line, line)).lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines).filteredOn(text -> text.startsWith("{\"create\":")).hasSize(2);
    assertThat(lines).filteredOn(text -> text.startsWith("{\"delete\"")).isEmpty();
  }

  @Test
  void bodyIsTheSelectedRecordsInTheirOrder() throws IOException {
    Batch batch = Batches.of("a", "b", "c", "d", "e");
    var selection = new Selection(batch, new int[] {0, 2, 3});
    var out = new ByteArrayOutputStream();

    BulkBody body = new BulkBody(selection, Product.PLAIN);
    body.writeTo(out);

    assertThat(out.size()).isEqualTo((int) body.length());
    assertThat(out.toString(UTF_8).lines().filter(line -> line.contains("message")))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"message\":\"a\""),
            line -> assertThat(line).contains("\"message\":\"c\""),
            line -> assertThat(line).contains("\"message\":\"d\""));
  }
}
