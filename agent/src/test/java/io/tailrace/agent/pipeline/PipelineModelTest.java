package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The invariants, seed by seed. {@code -Dtailrace.model.seeds=100000} runs more of them, {@code
 * -Dtailrace.model.first=4711} begins elsewhere.
 */
class PipelineModelTest {
  @TempDir Path volume;

  @Test
  @Tag("T1")
  @Tag("T2")
  @Tag("T3")
  @Tag("T6")
  @Tag("T7")
  @Tag("T10")
  @Tag("T12")
  @Tag("T23")
  void anyInterleavingOfWritesRotationsKillsAndSettlingDeliversEveryLineOnce() throws IOException {
    int first = Integer.getInteger("tailrace.model.first", 0);
    int seeds = Integer.getInteger("tailrace.model.seeds", 100);
    for (int seed = first; seed < first + seeds; seed++) {
      Path directory = Files.createDirectory(volume.resolve("seed" + seed));
      assertThat(PipelineModel.check(directory, seed)).as("what is wrong").isEmpty();
    }
  }

  @Test
  void failureShrinksToTheActsThatMakeIt() throws IOException {
    List<Act> acts = new ArrayList<>(Act.random(new Random(1), 100));
    Act one = new Act(Act.Kind.KILL, 0, 1, 1);
    Act other = new Act(Act.Kind.REMOVE, 0, 2, 2);
    acts.add(30, one);
    acts.add(70, other);

    Shrinking shrinking = new Shrinking(these -> these.contains(one) && these.contains(other));

    assertThat(shrinking.shrink(acts)).containsExactly(one, other);
  }
}
