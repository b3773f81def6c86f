package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/**
 * Random writers, rotations, restarts and acknowledgements in any order, against the simplest model
 * there is: the list of lines that were written. With ids, what is delivered is exactly that.
 */
final class PipelineModel {
  private static final int ACTIONS = 120;
  private static final List<String> FILES = List.of("a.log", "b.log", "c.log");

  private final Path volume;
  private final Random random;
  private final PipelineRig rig;
  private final List<String> written = new ArrayList<>();
  private final StringBuilder done = new StringBuilder();
  private int lines;
  private int rotations;

  PipelineModel(Path volume, Random random) {
    this.volume = volume;
    this.random = random;
    this.rig = new PipelineRig(volume, 300 + random.nextInt(3_000), 1 + random.nextInt(4));
  }

  void check(String seed) throws IOException {
    for (int i = 0; i < ACTIONS; i++) {
      act();
    }
    rig.settleAll();
    rig.turns(1);
    for (int i = 0; i < 200 && !rig.isDone(); i++) {
      rig.wait(Duration.ofMillis(200));
    }
    assertThat(rig.isDone()).as("%s: everything settled after%s", seed, done).isTrue();
    var once = new LinkedHashSet<String>();
    for (int i = 0; i < rig.delivered().size(); i++) {
      once.add(rig.deliveredIds().get(i) + " " + rig.delivered().get(i));
    }
    List<String> distinct =
        once.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    assertThat(minus(written, distinct)).as("%s: lines lost after%s", seed, done).isEmpty();
    assertThat(minus(distinct, written)).as("%s: lines twice after%s", seed, done).isEmpty();
  }

  /** The multiset difference. */
  private static List<String> minus(List<String> these, List<String> those) {
    List<String> left = new ArrayList<>(these);
    those.forEach(left::remove);
    return left;
  }

  private void act() throws IOException {
    String file = FILES.get(random.nextInt(FILES.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> write(file, 1 + random.nextInt(60));
      case 2 -> writeInTwo(file);
      case 3 -> rotate(file);
      case 4 -> {
        done.append(" restart");
        rig.restart();
      }
      case 5 -> {
        done.append(" hold");
        rig.holdSettling();
      }
      case 6 -> settleSome();
      default -> rig.turns(1 + random.nextInt(5));
    }
  }

  private void write(String file, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line()).append('\n');
    }
    done.append(" write ").append(count).append(" to ").append(file);
    rig.append(file, text.toString());
  }

  private void writeInTwo(String file) throws IOException {
    String line = line() + "\n";
    int cut = random.nextInt(line.length());
    done.append(" write one in two to ").append(file);
    rig.append(file, line.substring(0, cut));
    rig.turns(1 + random.nextInt(3));
    rig.append(file, line.substring(cut));
  }

  private String line() {
    String line = "{\"line\":%d,\"x\":\"%s\"}".formatted(lines++, "é".repeat(random.nextInt(80)));
    written.add(line);
    return line;
  }

  private void rotate(String file) throws IOException {
    Path path = volume.resolve(file);
    if (Files.exists(path)) {
      // Looked at before, as in life: what comes and goes between two looks nobody can see.
      rig.turns(1);
      done.append(" rotate ").append(file);
      Files.move(path, volume.resolve(file + "." + rotations++));
    }
  }

  private void settleSome() {
    if (rig.underWay() > 0 && random.nextBoolean()) {
      done.append(" settle one");
      rig.settleOne(random.nextInt(rig.underWay()));
    } else {
      done.append(" settle all");
      rig.settleAll();
    }
  }
}
