package io.tailrace.outputs.console;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Selection;
import java.io.IOException;

/** The bytes of a selection in as few pieces as possible: usually the whole batch in one. */
final class Runs {
  /** Takes a piece; all of it, or it throws. */
  interface Sink {
    void write(byte[] bytes, int from, int length) throws IOException;
  }

  private Runs() {}

  static void write(Selection selection, Sink sink) throws IOException {
    Batch batch = selection.batch();
    int first = 0;
    for (int i = 1; i <= selection.count(); i++) {
      if (i < selection.count() && selection.record(i) == selection.record(i - 1) + 1) {
        continue;
      }
      int from = batch.recordFrom(selection.record(first));
      int to = batch.recordTo(selection.record(i - 1));
      sink.write(batch.bytes(), from, to - from);
      first = i;
    }
  }
}
