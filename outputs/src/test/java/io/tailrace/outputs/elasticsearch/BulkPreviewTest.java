package io.tailrace.outputs.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.GzipBody;
import io.tailrace.parsers.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BulkPreviewTest {
  private final Selection selection =
      Selection.all(Batches.of("first line", "second line", "second line", "second line"));

  @Test
  void aRequestIsAsLongAsTheOneThatWouldBeSent() throws IOException {
    var sent = new ByteArrayOutputStream();
    new BulkBody(selection, "").writeTo(sent);
    var compressed = new ByteArrayOutputStream();
    new GzipBody(new BulkBody(selection, ""), 6).writeTo(compressed);

    assertThat(new BulkPreview(0).request(selection).bodyBytes()).isEqualTo(sent.size());
    assertThat(new BulkPreview(6).request(selection).bodyBytes())
        .isEqualTo(compressed.size())
        .isLessThan(sent.size());
    assertThat(new BulkPreview(0).request(selection).refused()).isEmpty();
  }

  @Test
  void itsEncoderIsThatOfTheOutput() {
    Preview preview = new BulkPreview(0);
    Batch expected = Batches.of("x");
    var batch = new Batch(1024);
    var record = new LogRecord();
    record.reset(new byte[] {'x'}, 0, 1);
    preview.encoder().encode(record, Batches.SOURCE, 0, Batches.READ, batch);

    assertThat(Batches.text(batch)).isEqualTo(Batches.text(expected));
  }
}
