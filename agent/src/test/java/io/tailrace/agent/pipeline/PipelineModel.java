package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.pipeline.PipelineRig.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random writers, rotations, truncations, removals, pauses, checkpoints, kills and acknowledgements
 * in any order, against the simplest model there is: the list of lines that were written.
 *
 * <p>The destination keeps the first record it is sent under an id, as Elasticsearch does. What it
 * then has, put together again in the order of offsets, is exactly what was written: no line is
 * missing, none is there twice, none is mixed with another.
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

  /** Something was read that is no longer on disk: a kill now would lose it, as documented. */
  private boolean fragile;

  PipelineModel(Path volume, Random random) {
    this.volume = volume;
    this.random = random;
    this.rig = new PipelineRig(volume, 300 + random.nextInt(3_000), 1 + random.nextInt(4));
  }

  void check(String seed) throws IOException {
    for (int i = 0; i < ACTIONS; i++) {
      act();
    }
    assertThat(settleEverything()).as("%s: everything settled after%s", seed, done).isTrue();
    List<String> arrived = arrived();
    assertThat(minus(written, arrived)).as("%s: lines lost after%s", seed, done).isEmpty();
    assertThat(minus(arrived, written)).as("%s: lines twice after%s", seed, done).isEmpty();
    rig.close();
  }

  private boolean settleEverything() {
    rig.settleAll();
    // What lingers in a batch may be of a generation that nobody can ask any more.
    rig.wait(Duration.ofMillis(300));
    for (int i = 0; i < 200 && !rig.isDone(); i++) {
      rig.wait(Duration.ofMillis(200));
    }
    fragile = false;
    return rig.isDone();
  }

  /** The lines that the destination has, whatever events they came in. */
  private List<String> arrived() {
    Map<String, Map<Long, Delivered>> byGeneration = new LinkedHashMap<>();
    for (Delivered record : rig.deliveredRecords()) {
      byGeneration
          .computeIfAbsent(record.generation(), generation -> new TreeMap<>())
          .putIfAbsent(record.offset(), record);
    }
    List<String> arrived = new ArrayList<>();
    for (Map<Long, Delivered> generation : byGeneration.values()) {
      StringBuilder text = new StringBuilder();
      long endOfPartial = -1;
      for (Delivered record : generation.values()) {
        text.append(record.offset() == endOfPartial ? "" : "\n").append(record.text());
        endOfPartial = record.isPartial() ? record.end() : -1;
      }
      text.toString().lines().skip(1).forEach(arrived::add);
    }
    return arrived;
  }

  /** The multiset difference. */
  private static List<String> minus(List<String> these, List<String> those) {
    List<String> left = new ArrayList<>(these);
    those.forEach(left::remove);
    return left;
  }

  private void act() throws IOException {
    String file = FILES.get(random.nextInt(FILES.size()));
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> write(file, 1 + random.nextInt(40));
      case 3 -> write(file, 1);
      case 4 -> writeInTwo(file);
      case 5 -> rotate(file);
      case 6 -> restart();
      case 7 -> hold();
      case 8, 9 -> settleSome();
      case 10 -> checkpoint();
      case 11 -> pause();
      case 12 -> loseContent(file);
      case 13 -> renameBackAndForth(file);
      default -> rig.turns(1 + random.nextInt(5));
    }
  }

  private void write(String file, int count) throws IOException {
    done.append(" write ").append(count).append(" from ").append(lines).append(" to ").append(file);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line()).append('\n');
    }
    rig.append(file, text.toString());
  }

  private void writeInTwo(String file) throws IOException {
    done.append(" write ").append(lines).append(" in two to ").append(file);
    String line = line() + "\n";
    // White space that stays alone for long is passed over like a blank line.
    int blank = line.length() - line.stripLeading().length();
    int cut =
        blank > 0 ? blank + 1 + random.nextInt(line.length() - 2) : random.nextInt(line.length());
    rig.append(file, line.substring(0, cut));
    if (random.nextInt(4) == 0) {
      pause();
    } else {
      rig.turns(1 + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      restart();
    }
    rig.append(file, line.substring(cut));
  }

  private String line() {
    String padding = "é".repeat(random.nextInt(80));
    String line =
        switch (random.nextInt(4)) {
          case 0 -> "INFO %d %s.".formatted(lines++, padding);
          case 1 -> "\tat a.B.c(B.java:%d)".formatted(lines++);
          default -> "{\"line\":%d,\"x\":\"%s\"}".formatted(lines++, padding);
        };
    written.add(line);
    return line;
  }

  private void restart() {
    if (fragile) {
      done.append(" (settled)");
      settleEverything();
    }
    done.append(" restart");
    rig.restart();
  }

  private void hold() {
    done.append(" hold");
    rig.holdSettling();
  }

  private void checkpoint() {
    done.append(" checkpoint");
    rig.checkpoint();
  }

  private void pause() {
    Duration time = Duration.ofMillis(random.nextInt(5) == 0 ? 6_000 : 100 + random.nextInt(500));
    done.append(" pause ").append(time.toMillis());
    rig.wait(time);
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

  private void renameBackAndForth(String file) throws IOException {
    Path path = volume.resolve(file);
    if (Files.exists(path)) {
      rig.turns(1);
      done.append(" rename back and forth ").append(file);
      Path away = volume.resolve(file + "." + rotations++);
      Files.move(path, away);
      rig.wait(Duration.ofMillis(random.nextInt(300)));
      Files.move(away, path);
    }
  }

  /** Everything in the file has been read; batches of it may be under way. */
  private void loseContent(String file) throws IOException {
    Path path = volume.resolve(file);
    if (!Files.exists(path)) {
      return;
    }
    rig.turns(2);
    for (int i = 0; i < 40 && !rig.isRead(); i++) {
      rig.wait(Duration.ofMillis(200));
    }
    if (!rig.isRead() && !settleEverything()) {
      return; // Said by the last check.
    }
    fragile = true;
    switch (random.nextInt(4)) {
      case 0 -> {
        done.append(" truncate ").append(file);
        Files.writeString(path, "");
      }
      case 1 -> {
        done.append(" copy and truncate ").append(file);
        Files.copy(path, volume.resolve(file + "." + rotations++));
        Files.writeString(path, "");
      }
      case 2 -> {
        done.append(" remove ").append(file);
        Files.delete(path);
      }
      default -> {
        done.append(" replace ").append(file);
        Path other = Files.writeString(volume.resolve("other"), line() + "\n");
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (random.nextBoolean()) {
      write(file, 1 + random.nextInt(100));
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
