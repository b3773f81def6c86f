package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.HttpBody;
import java.io.IOException;
import java.io.OutputStream;

/** The selected records' own bytes: neighbours in one piece, nothing copied. */
record BulkBody(Selection selection, String contentType) implements HttpBody {
  @Override
  public long length() {
    return selection.bytes();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Batch batch = selection.batch();
    int i = 0;
    while (i < selection.count()) {
      int first = selection.record(i);
      int last = first;
      i++;
      while (i < selection.count() && selection.record(i) == last + 1) {
        last++;
        i++;
      }
      int from = batch.recordFrom(first);
      out.write(batch.bytes(), from, batch.recordTo(last) - from);
    }
  }
}
