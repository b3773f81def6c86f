package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.pipeline.PipelineRig.TextEncoder;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.LogRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an encoder is told of after a restart, over real files. */
class RecollectionTest {
  private static final int RECALL_BYTES = 100;

  @TempDir private Path volume;

  /** By the path's last name: {@code a.log: line}, {@code encoded a.log: line}. */
  private final List<String> told = new ArrayList<>();

  private final class RecallingEncoder extends TextEncoder {
    @Override
    public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
      told.add("encoded " + text(record, source));
      super.encode(record, source, offset, readNanos, batch);
    }

    @Override
    public int recallBytes() {
      return RECALL_BYTES;
    }

    @Override
    public void recall(LogRecord record, Source source) {
      told.add(text(record, source));
    }

    private static String text(LogRecord record, Source source) {
      return Path.of(source.path()).getFileName()
          + ": "
          + new String(record.bytes(), record.from(), record.length(), StandardCharsets.UTF_8);
    }
  }

  @Test
  @Tag("L9")
  void afterARestartTheLinesBeforeThePositionAreRecalledOnceBeforeThoseThatFollow()
      throws IOException {
    var rig = new PipelineRig(volume, 1_000, 2, RecallingEncoder::new);
    rig.append("a.log", "one\ntwo\n");
    rig.append("b.log", "uno\n");
    rig.wait(Duration.ofSeconds(1));
    rig.checkpoint();
    told.clear();
    rig.restart();
    rig.append("a.log", "three\n");
    rig.wait(Duration.ofSeconds(1));
    rig.append("a.log", "four\n");
    rig.wait(Duration.ofSeconds(1));
    rig.append("c.log", "new\n");
    rig.wait(Duration.ofSeconds(1));

    assertThat(told)
        .containsExactly(
            "a.log: one",
            "a.log: two",
            "encoded a.log: three",
            "encoded a.log: four",
            "encoded c.log: new");
    assertThat(rig.delivered()).containsExactly("one", "two", "uno", "three", "four", "new");
    rig.close();
  }

  @Test
  @Tag("L9")
  void onlyWholeLinesOfTheLastBytesAreRecalled() throws IOException {
    var rig = new PipelineRig(volume, 10_000, 2, RecallingEncoder::new);
    for (int i = 0; i < 20; i++) {
      rig.append("a.log", "line number " + (10 + i) + "\n");
    }
    rig.wait(Duration.ofSeconds(1));
    rig.checkpoint();
    told.clear();
    rig.restart();
    rig.append("a.log", "next\n");
    rig.wait(Duration.ofSeconds(1));

    // A hundred bytes are six lines of fifteen, and two thirds of one.
    assertThat(told)
        .containsExactly(
            "a.log: line number 24",
            "a.log: line number 25",
            "a.log: line number 26",
            "a.log: line number 27",
            "a.log: line number 28",
            "a.log: line number 29",
            "encoded a.log: next");
    rig.close();
  }

  @Test
  @Tag("L9")
  void whatWasDroppedIsNotRecalled() throws IOException {
    var rig =
        new PipelineRig(
            volume,
            1_000,
            2,
            () -> PipelineRig.usualReader().through(record -> record.length() != 3),
            RecallingEncoder::new);
    rig.append("a.log", "first\none\ntwo\nthird\n");
    rig.wait(Duration.ofSeconds(1));
    rig.checkpoint();
    told.clear();
    rig.restart();
    rig.append("a.log", "six\nfourth\n");
    rig.wait(Duration.ofSeconds(1));

    assertThat(told).containsExactly("a.log: first", "a.log: third", "encoded a.log: fourth");
    rig.close();
  }
}
