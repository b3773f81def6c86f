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

/**
 * What was rotated while a destination was away, in many small files: how soon it is shipped once
 * the destination is back. Real files, a hand-driven agent, its own clock.
 */
class BacklogTest {
  private static final int FILES = 60;

  @TempDir Path volume;

  private PipelineRig rig;
  private final List<String> written = new ArrayList<>();

  @BeforeEach
  void start() {
    rig = new PipelineRig(volume, "*.log", 400, 1);
  }

  /**
   * One file after the other is rotated out of the pattern. The last line of each is one that a
   * further line could belong to.
   */
  private void rotateWhileTheDestinationIsAway() throws IOException {
    rig.holdSettling();
    for (int i = 0; i < FILES; i++) {
      String lines = "event %d began\nevent %d ended\n".formatted(i, i);
      rig.append("a.log", lines);
      lines.lines().forEach(written::add);
      rig.turns(2);
      Files.move(volume.resolve("a.log"), volume.resolve("a.log." + i));
      rig.turns(2);
    }
    rig.append("a.log", "the end\n");
    written.add("the end");
    rig.turns(2);
  }

  @Test
  @Tag("T7")
  @Tag("E1")
  void itIsNotWaitedForEachFileWhetherALineFollowsThatBelongsToItsLast() throws IOException {
    rotateWhileTheDestinationIsAway();

    rig.settleAll();
    // An event is held back for 200 ms: one after the other, sixty would take twelve seconds.
    rig.wait(Duration.ofSeconds(3));

    assertThat(rig.delivered()).containsExactlyElementsOf(written);
    assertThat(rig.isDone()).isTrue();
  }

  @Test
  @Tag("T2")
  @Tag("E1")
  void theNextFilesAreOpenedAsSoonAsThoseBeforeAreSettled() throws IOException {
    rotateWhileTheDestinationIsAway();
    rig.wait(Duration.ofSeconds(3));
    assertThat(rig.held().files()).isGreaterThan(50);

    rig.settleAll();
    rig.wakesWithoutALook(30);

    assertThat(rig.delivered()).hasSizeGreaterThan(100);
  }
}
