package io.tailrace.agent.pipeline;

import io.tailrace.agent.pipeline.PipelineRig.Delivered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Random writers, rotations, copies, truncations, removals, pauses, checkpoints, kills and
 * acknowledgements in any order, against the simplest model there is: the list of lines that were
 * written.
 *
 * <p>The destination keeps the first record it is sent under an id, as Elasticsearch does. What it
 * then has, put together again in the order of offsets, is exactly what was written: no line is
 * missing, none is there twice, none is mixed with another.
 *
 * <p>What no agent can know is not done: a file is looked at once before it is renamed out of the
 * pattern, copied or removed, for what comes and goes between two looks nobody can see; content
 * that is truncated without a copy, or removed while the agent is down, was settled before.
 */
final class PipelineModel {
  static final List<String> FILES = List.of("a.log", "b.log", "c.log");

  private static final int ACTS = 120;

  private final Path volume;
  private final Random random;
  private final boolean rotatedMatch;
  private final PipelineRig rig;
  private final List<String> written = new ArrayList<>();
  private final Deque<Path> rotated = new ArrayDeque<>();

  /** Files that were at their place when the agent last looked. */
  private final Set<String> seen = new HashSet<>();

  private int lines;
  private int rotations;

  /** Something was read that is no longer on disk: a kill now would lose it, as documented. */
  private boolean fragile;

  private PipelineModel(Path volume, Random random) {
    this.volume = volume;
    this.random = random;
    this.rotatedMatch = random.nextBoolean();
    this.rig =
        new PipelineRig(
            volume,
            rotatedMatch ? "*.log*" : "*.log",
            300 + random.nextInt(3_000),
            1 + random.nextInt(4));
  }

  /**
   * Acts as the seed says.
   *
   * @return what was wrong in the end, and the fewest acts that make it so; nothing if all is right
   */
  static Optional<String> check(Path directory, int seed) throws IOException {
    List<Act> acts = Act.random(new Random(seed), ACTS);
    Optional<String> wrong = run(directory, seed, acts);
    if (wrong.isEmpty()) {
      return wrong;
    }
    Shrinking shrinking = new Shrinking(these -> run(directory, seed, these).isPresent());
    List<Act> fewest = shrinking.shrink(acts);
    return Optional.of(
        "seed %d: %s%nacts: %s".formatted(seed, run(directory, seed, fewest).orElse("?"), fewest));
  }

  static Optional<String> run(Path parent, int seed, List<Act> acts) throws IOException {
    Path directory = Files.createTempDirectory(parent, "seed" + seed + "-");
    PipelineModel model = new PipelineModel(directory, new Random(seed));
    for (Act act : acts) {
      model.act(act);
    }
    model.start();
    return model.wrong();
  }

  private Optional<String> wrong() {
    boolean settled = settleEverything();
    if (!minus(written, arrived()).isEmpty()) {
      // Whether a name is gone is decided once the file system's clock has ticked since.
      rig.awaitSettledNames();
      settled = settleEverything();
    }
    List<String> arrived = arrived();
    rig.close();
    List<String> lost = minus(written, arrived);
    List<String> twice = minus(arrived, written);
    if (!settled) {
      return Optional.of("not everything is settled");
    }
    if (!lost.isEmpty()) {
      return Optional.of("lines lost: " + lost);
    }
    return twice.isEmpty() ? Optional.empty() : Optional.of("lines twice: " + twice);
  }

  private boolean settleEverything() {
    rig.settleAll();
    // What lingers in a batch may be of a generation that nobody can ask any more.
    rig.wait(Duration.ofMillis(300));
    // Copies of what was truncated are searched for, and files that might be copies are waited for.
    rig.wait(Duration.ofMillis(1_500));
    for (int i = 0; i < 200 && !rig.isDone(); i++) {
      rig.wait(Duration.ofMillis(200));
    }
    fragile = false;
    look();
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
      // Blank lines were not counted when they were written: they may be passed over.
      text.toString().lines().skip(1).filter(line -> !line.isEmpty()).forEach(arrived::add);
    }
    return arrived;
  }

  /** The multiset difference. */
  private static List<String> minus(List<String> these, List<String> those) {
    Map<String, Integer> counts = new HashMap<>();
    those.forEach(line -> counts.merge(line, 1, Integer::sum));
    List<String> left = new ArrayList<>();
    for (String line : these) {
      if (counts.merge(line, -1, Integer::sum) < 0) {
        left.add(line);
      }
    }
    return left;
  }

  private void act(Act act) throws IOException {
    String file = FILES.get(act.file());
    switch (act.kind()) {
      case WRITE -> write(file, act.between(1, 40));
      case WRITE_IN_TWO -> writeInTwo(file, act);
      case ROTATE -> rotate(file);
      case ROTATE_TWICE -> {
        rotate(file);
        write(file, act.between(1, 5));
        rotateUnseen(file);
        write(file, act.between(1, 5));
      }
      case RENAME_BACK_AND_FORTH -> renameBackAndForth(file, act);
      case COPY_AND_TRUNCATE -> copyAndTruncate(file, act, false);
      case COPY_SLOWLY_AND_TRUNCATE -> copyAndTruncate(file, act, true);
      case TRUNCATE_OR_REPLACE -> loseContent(file, act);
      case REMOVE -> remove(file);
      case REMOVE_ROTATED -> removeRotated(false);
      case COMPRESS_ROTATED -> removeRotated(true);
      case RESTART -> {
        kill();
        start();
      }
      case KILL -> kill();
      case START -> start();
      case CHECKPOINT -> checkpoint();
      case HOLD_SETTLING -> rig.holdSettling();
      case SETTLE -> settle(act);
      case PAUSE -> pause(act);
      case TURNS -> turns(act.between(1, 5));
    }
  }

  private void turns(int count) {
    rig.turns(count);
    if (count > 0) {
      look();
    }
  }

  /** Notes what a look, if there was one, has seen. */
  private void look() {
    if (!rig.isDown()) {
      FILES.stream().filter(file -> Files.exists(volume.resolve(file))).forEach(seen::add);
    }
  }

  /** Whether a rotator may have the file: it exists, and was seen at its place. */
  private boolean isKnown(String file) {
    turns(1);
    return Files.exists(volume.resolve(file)) && seen.contains(file);
  }

  private void write(String file, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line()).append(random.nextInt(10) == 0 ? "\n\n" : "\n");
    }
    rig.append(file, text.toString());
  }

  private void writeInTwo(String file, Act act) throws IOException {
    String line = line() + "\n";
    // White space that stays alone for long is passed over like a blank line.
    int blank = line.length() - line.stripLeading().length();
    int cut =
        blank > 0 ? blank + 1 + act.number() % (line.length() - 2) : act.number() % line.length();
    rig.append(file, line.substring(0, cut));
    if (act.oneOf(4) == 0) {
      pause(act);
    } else {
      turns(1 + act.oneOf(3));
    }
    if (act.oneOf(5) == 0) {
      kill();
      start();
    }
    rig.append(file, line.substring(cut));
  }

  private String line() {
    String padding = "é".repeat(random.nextInt(80));
    String line =
        switch (random.nextInt(8)) {
          case 0, 1 -> "INFO %d %s.".formatted(lines++, padding);
          case 2, 3 -> "\tat a.B.c(B.java:%d)".formatted(lines++);
          // Whether what is below the first belongs to it, only the second says.
          case 4 -> "panic: %d %s".formatted(lines++, padding);
          case 5 -> "goroutine %d [running]:".formatted(lines++);
          default -> "{\"line\":%d,\"x\":\"%s\"}".formatted(lines++, padding);
        };
    written.add(line);
    return line;
  }

  private void kill() {
    if (rig.isDown()) {
      return;
    }
    if (fragile) {
      settleEverything();
    }
    turns(1);
    rig.kill();
  }

  private void start() {
    if (rig.isDown()) {
      rig.start();
    }
  }

  private void checkpoint() {
    if (!rig.isDown()) {
      rig.checkpoint();
    }
  }

  private void pause(Act act) {
    if (!rig.isDown()) {
      rig.wait(Duration.ofMillis(act.oneOf(5) == 0 ? 6_000 : act.between(100, 600)));
      look();
    }
  }

  private Path rotatedName(String file) {
    return volume.resolve(file + "." + rotations++);
  }

  private void rotate(String file) throws IOException {
    if (isKnown(file)) {
      rotateUnseen(file);
    }
  }

  /** Where one of its name was seen before, one that came since is found by its rotated name. */
  private void rotateUnseen(String file) throws IOException {
    Path path = volume.resolve(file);
    if (Files.exists(path) && (rotatedMatch || seen.contains(file))) {
      Path away = rotatedName(file);
      Files.move(path, away);
      rotated.add(away);
    }
  }

  private void renameBackAndForth(String file, Act act) throws IOException {
    if (!rig.isDown() && isKnown(file)) {
      Path path = volume.resolve(file);
      Path away = rotatedName(file);
      Files.move(path, away);
      rig.wait(Duration.ofMillis(act.between(0, 300)));
      Files.move(away, path);
    }
  }

  private void copyAndTruncate(String file, Act act, boolean slowly) throws IOException {
    if (!isKnown(file)) {
      return;
    }
    Path path = volume.resolve(file);
    Path copy = rotatedName(file);
    byte[] content = Files.readAllBytes(path);
    if (slowly) {
      int half = content.length == 0 ? 0 : act.number() % content.length;
      Files.write(copy, Arrays.copyOf(content, half));
      turns(act.between(1, 3));
    }
    Files.write(copy, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    if (slowly) {
      turns(act.oneOf(3));
    }
    Files.writeString(path, "");
    rotated.add(copy);
    if (act.oneOf(2) == 0) {
      write(file, act.between(1, 100));
    }
  }

  /** Everything in the file has been read; batches of it may be under way. */
  private void loseContent(String file, Act act) throws IOException {
    Path path = volume.resolve(file);
    if (rig.isDown() || !Files.exists(path) || !readEverything()) {
      return;
    }
    fragile = true;
    if (act.oneOf(2) == 0) {
      Files.writeString(path, "");
    } else {
      Path other = Files.writeString(volume.resolve("other"), line() + "\n");
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    }
    if (act.oneOf(3) == 0) {
      write(file, act.between(1, 100));
    }
    turns(1);
  }

  private boolean readEverything() {
    turns(2);
    for (int i = 0; i < 40 && !rig.isRead(); i++) {
      rig.wait(Duration.ofMillis(200));
    }
    return rig.isRead() || settleEverything();
  }

  private void remove(String file) throws IOException {
    if (!rig.isDown() && isKnown(file)) {
      Files.delete(volume.resolve(file));
      turns(1);
      seen.remove(file);
    }
  }

  /** The oldest, as a rotator does that keeps so many; what of it is not settled yet is held. */
  private void removeRotated(boolean compress) throws IOException {
    Path oldest = rotated.peek();
    if (rig.isDown() || oldest == null) {
      return;
    }
    turns(2);
    rotated.remove();
    if (compress) {
      Path zipped = oldest.resolveSibling(oldest.getFileName() + ".gz");
      try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
        Files.copy(oldest, zip);
      }
    }
    Files.delete(oldest);
  }

  private void settle(Act act) {
    if (!rig.isDown() && rig.underWay() > 0 && act.oneOf(2) == 0) {
      rig.settleOne(act.number() % rig.underWay());
    } else {
      rig.settleAll();
    }
  }
}
