package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives one pipeline turn by turn over real files, on a clock of its own. */
class PipelineTest {
  @TempDir Path volume;

  private PipelineRig rig;

  @BeforeEach
  void begin() {
    rig = new PipelineRig(volume, 1_000, 2);
  }

  @Test
  void linesArriveOnceInOrder() throws IOException {
    rig.append("a.log", "{\"n\":1}\n{\"n\":2}\n");
    rig.turns(3);
    rig.append("a.log", "{\"n\":3}\n");
    rig.turns(3);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(rig.settled("a.log")).isEqualTo(24);
  }

  @Test
  void whatIsThereAtTheStartIsShippedAtOnceAndWhatFollowsLingers() throws IOException {
    rig.append("a.log", "{\"n\":1}\n");
    rig.turns(2);
    assertThat(rig.shipped()).hasSize(1);

    rig.append("a.log", "{\"n\":2}\n");
    rig.turns(2);
    assertThat(rig.shipped()).hasSize(1);

    rig.wait(Duration.ofMillis(250));
    assertThat(rig.shipped()).hasSize(2);
  }

  @Test
  void nothingIsReadWhileTheDestinationDoesNotAcknowledge() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 1_000));
    rig.turns(20);
    rig.wait(Duration.ofSeconds(5));

    // Two under way and one full, each of 1,000 bytes and at most one line more.
    assertThat(rig.shipped()).hasSize(2);
    assertThat(rig.read("a.log")).isLessThan(4_000);
    assertThat(rig.settled("a.log")).isZero();

    rig.settleAll();
    rig.turns(50);
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.delivered()).containsExactlyElementsOf(lines(0, 1_000).lines().toList());
  }

  @Test
  void deadDestinationCostsNoProcessorTime() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 1_000));
    rig.turns(20);
    Files.move(volume.resolve("a.log"), volume.resolve("a.log.1"));
    rig.append("a.log", lines(1_000, 2_000));
    rig.turns(5);
    rig.wait(Duration.ofSeconds(10));

    assertThat(rig.idle()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void pipelineSleepsUntilTheHeldBackLineIsDue() throws IOException {
    rig.append("a.log", "INFO one\n");
    rig.turns(2);

    assertThat(rig.idle()).isBetween(Duration.ofMillis(150), Duration.ofMillis(200));
  }

  @Test
  void positionNeverPassesWhatIsNotSettled() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 250));
    rig.turns(10);
    assertThat(rig.shipped()).hasSize(2);

    rig.settle(1);
    rig.turns(1);
    assertThat(rig.settled("a.log")).isZero();

    rig.settle(0);
    rig.turns(1);
    assertThat(rig.settled("a.log")).isGreaterThan(1_000);
  }

  @Test
  void restartSendsOnlyWhatWasNotSettledAndWithTheSameIds() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 250));
    rig.turns(10);
    rig.settle(0);
    rig.turns(1);
    rig.checkpoint();
    List<String> unsettled = rig.ids(1);

    rig.restart();
    rig.settleAll();
    rig.turns(50);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).doesNotHaveDuplicates().hasSize(250);
    assertThat(rig.deliveredIds()).containsAll(unsettled);
  }

  @Test
  @Tag("T12")
  void lineWithoutItsNewlineIsHeldUntilTheRestArrives() throws IOException {
    rig.append("a.log", "{\"n\":1}\n{\"n\":");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(4));
    assertThat(rig.delivered()).containsExactly("{\"n\":1}");

    rig.append("a.log", "2}\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  @Tag("T12")
  void lineWithoutItsNewlineIsFlushedAfterAnIdleTimeAndMarked() throws IOException {
    rig.append("a.log", "prompt> ");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(6));

    assertThat(rig.delivered()).containsExactly("prompt> [partial]");

    rig.append("a.log", "typed\nnext\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.delivered()).containsExactly("prompt> [partial]", "typed", "next");
  }

  @Test
  void stackTraceWrittenInPiecesIsOneEvent() throws IOException {
    rig.append("a.log", "ERROR failed\njava.lang.IllegalStateException: boom\n");
    rig.turns(2);
    rig.append("a.log", "\tat a.B.c(B.java:1)\n");
    rig.turns(2);
    rig.append("a.log", "\tat a.B.d(B.java:2)\nINFO next\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).hasSize(2);
    assertThat(rig.delivered().getFirst())
        .startsWith("ERROR failed\njava.lang")
        .contains("B.java:2)")
        .endsWith("[multiline]");
  }

  @Test
  void textLineIsNotHeldBackForLong() throws IOException {
    rig.append("a.log", "INFO one\n");
    rig.turns(2);
    rig.wait(Duration.ofMillis(500));

    assertThat(rig.delivered()).containsExactly("INFO one");
  }

  @Test
  void blankLinesMoveThePositionWithoutARequest() throws IOException {
    rig.append("a.log", "\n\n\n");
    rig.turns(3);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.shipped()).isEmpty();
    assertThat(rig.settled("a.log")).isEqualTo(3);
  }

  @Test
  @Tag("T1")
  void rotatedFileIsReadToItsEndBeforeTheNewOne() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 250));
    rig.turns(5);
    Files.move(volume.resolve("a.log"), volume.resolve("a.log.1"));
    rig.append("a.log", lines(250, 400));
    rig.turns(5);
    rig.settleAll();
    rig.turns(50);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactlyElementsOf(lines(0, 400).lines().toList());
  }

  @Test
  void truncatedFileIsReadFromTheStart() throws IOException {
    rig.append("a.log", lines(0, 10));
    rig.turns(3);
    rig.wait(Duration.ofSeconds(1));

    Files.writeString(volume.resolve("a.log"), "{\"n\":\"new\"}\n");
    rig.turns(3);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).hasSize(11).endsWith("{\"n\":\"new\"}");
    assertThat(rig.lostBytes()).isZero();
  }

  @Test
  @Tag("T4")
  void truncatedThenGrownPastTheOldOffsetIsReadFromTheStart() throws IOException {
    String banner = "{\"banner\":\"%s\"}\n".formatted("x".repeat(600)).repeat(2);
    rig.append("a.log", banner + lines(0, 10));
    rig.turns(3);
    rig.wait(Duration.ofSeconds(1));

    // The head is the same, so only the bytes before the cursor can tell.
    Files.writeString(volume.resolve("a.log"), banner + lines(100, 200));
    rig.turns(3);
    rig.wait(Duration.ofSeconds(2));
    rig.turns(50);
    rig.wait(Duration.ofSeconds(2));

    List<String> expected = new ArrayList<>((banner + lines(0, 10)).lines().toList());
    expected.addAll((banner + lines(100, 200)).lines().toList());
    assertThat(rig.delivered()).containsExactlyElementsOf(expected);
  }

  @Test
  void whatIsTruncatedBeforeItIsReadIsCountedAsLost() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 1_000));
    rig.turns(10);
    long size = Files.size(volume.resolve("a.log"));
    long read = rig.read("a.log");

    Files.writeString(volume.resolve("a.log"), "");
    rig.wait(Duration.ofMillis(1_200));

    assertThat(rig.lostBytes()).isEqualTo(size - read).isPositive();
  }

  @Test
  void whatWasReadBeforeATruncationWaitsUntilItIsAcknowledged() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 1_000));
    rig.turns(10);
    long read = rig.read("a.log");

    Files.writeString(volume.resolve("a.log"), "");
    rig.wait(Duration.ofMillis(1_200));
    assertThat(rig.waitingBytes()).isEqualTo(read).isPositive();

    rig.settleAll();
    rig.turns(5);
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.waitingBytes()).isZero();
  }

  @Test
  void lineFarOverTheMaximumIsCutAndTheNextIsWhole() throws IOException {
    rig.append("a.log", "x".repeat(100_000) + "\nnext\n");
    rig.turns(100);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).hasSize(2);
    assertThat(rig.delivered().getFirst()).endsWith("[truncated]").hasSizeLessThan(1_100);
    assertThat(rig.delivered().getLast()).isEqualTo("next");
    assertThat(rig.settled("a.log")).isEqualTo(100_006);
  }

  @Test
  void restartInsideALongLineDoesNotShipItsRestAsALine() throws IOException {
    rig.append("a.log", "x".repeat(50_000));
    rig.turns(100);
    rig.wait(Duration.ofSeconds(1));
    rig.checkpoint();
    rig.restart();
    rig.append("a.log", "x".repeat(50_000) + "\nnext\n");
    rig.turns(100);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).hasSize(2).endsWith("next");
  }

  @Test
  void eventEndedForWantOfMoreEndsThereAfterARestartToo() throws IOException {
    rig.append("a.log", "ERROR failed\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));
    List<String> before = rig.deliveredIds();
    rig.restart();
    rig.append("a.log", "\tat a.B.c(B.java:1)\nINFO next\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));

    // The destination has the first under its id already and would take nothing more under it.
    assertThat(rig.delivered())
        .containsExactly("ERROR failed", "ERROR failed", "\tat a.B.c(B.java:1)", "INFO next");
    assertThat(rig.deliveredIds()).startsWith(before.getFirst(), before.getFirst());
  }

  @Test
  void eventEndedForWantOfMoreIsNotShippedBeforeTheCheckpointKnows() throws IOException {
    rig.append("a.log", "INFO one\n");
    rig.turns(1);
    rig.holdCheckpoints();
    rig.wait(Duration.ofSeconds(2));
    assertThat(rig.shipped()).isEmpty();
    assertThat(rig.idle()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

    rig.checkpoint();
    rig.turns(1);
    assertThat(rig.delivered()).containsExactly("INFO one");
  }

  @Test
  void laterEndIsStillKnownWhenAnEarlierOneIsSettled() throws IOException {
    rig.holdSettling();
    rig.append("a.log", "INFO one\n");
    rig.wait(Duration.ofSeconds(1));
    rig.append("a.log", "ERROR two\n");
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.shipped()).hasSize(2);
    rig.settle(0);
    rig.turns(1);
    rig.checkpoint();

    rig.restart();
    rig.append("a.log", "\tat a.B.c(B.java:1)\n");
    rig.settleAll();
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("INFO one", "ERROR two", "\tat a.B.c(B.java:1)");
  }

  @Test
  void slowLinesDoNotPileUpEndsWhileTheDestinationIsDead() throws IOException {
    rig = new PipelineRig(volume, 100_000, 1);
    rig.holdSettling();
    for (int i = 0; i < 200; i++) {
      rig.append("a.log", "INFO " + i + "\n");
      rig.wait(Duration.ofMillis(300));
    }
    assertThat(rig.position("a.log").cuts()).hasSizeLessThan(100);

    rig.settleAll();
    rig.wait(Duration.ofSeconds(2));
    assertThat(rig.delivered()).hasSize(200);
    assertThat(rig.position("a.log").cuts()).isEmpty();
  }

  @Test
  void partialLineThatWasShippedEndsThereAfterARestartToo() throws IOException {
    rig.append("a.log", "prompt> ");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(6));
    rig.restart();
    rig.append("a.log", "typed\n");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactly("prompt> [partial]", "prompt> [partial]", "typed");
  }

  @Test
  void blankBeginningThatWasPassedOverIsNoPartOfTheLineAfterARestartEither() throws IOException {
    rig.append("a.log", "{\"n\":1}\n\t");
    rig.turns(2);
    rig.wait(Duration.ofSeconds(6));
    rig.append("a.log", "{\"n\":2}\n");
    rig.wait(Duration.ofSeconds(1));
    assertThat(rig.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}");
    List<String> before = rig.deliveredIds();

    rig.restart();
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.deliveredIds()).hasSameElementsAs(before);
  }

  @Test
  void steadyWriterOfTheOldFileDoesNotHoldUpTheNewOne() throws IOException {
    rig.append("a.log", "INFO old\n");
    rig.turns(2);
    Files.move(volume.resolve("a.log"), volume.resolve("a.log.1"));
    rig.append("a.log", "INFO new\n");
    for (int i = 0; i < 20; i++) {
      // Each line is held back for a moment, for the next one could belong to it.
      rig.append("a.log.1", "INFO late " + i + "\n");
      rig.wait(Duration.ofMillis(100));
    }

    assertThat(rig.delivered()).contains("INFO new");
  }

  @Test
  void emptyFileInBetweenDoesNotLetTheNewestOvertakeTheOldest() throws IOException {
    rig.holdSettling();
    rig.append("a.log", lines(0, 1_000));
    rig.turns(2);
    Files.move(volume.resolve("a.log"), volume.resolve("a.log.1"));
    rig.append("a.log", "");
    rig.turns(2);
    Files.move(volume.resolve("a.log"), volume.resolve("a.log.2"));
    rig.append("a.log", lines(1_000, 1_010));
    rig.turns(2);
    rig.settleAll();
    rig.turns(100);
    rig.wait(Duration.ofSeconds(1));

    assertThat(rig.delivered()).containsExactlyElementsOf(lines(0, 1_010).lines().toList());
  }

  private static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"number\":").append(i).append("}\n");
    }
    return lines.toString();
  }
}
