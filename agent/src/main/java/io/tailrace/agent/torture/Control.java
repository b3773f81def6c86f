package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folder by which the processes tell each other how far they are, a file for each thing to be
 * told, replaced as a whole:
 *
 * <pre>
 * written-w1    what writer 1 wrote, a line for each log: w1-rename 4711
 * settled       up to where all events of a log have arrived, likewise
 * rotations     how often the rotator did what to the logs of a mode: rename 12
 * hold          there while the writers are to wait, for too much is under way
 * </pre>
 */
record Control(Path folder) {
  Path written(int writer) {
    return folder.resolve("written-w" + writer);
  }

  Path settled() {
    return folder.resolve("settled");
  }

  Path rotations() {
    return folder.resolve("rotations");
  }

  Path hold() {
    return folder.resolve("hold");
  }

  /** The numbers in a file by their names; none if there is no such file yet. */
  static Map<String, Integer> read(Path file) throws IOException {
    var numbers = new LinkedHashMap<String, Integer>();
    try {
      for (String line : Files.readAllLines(file)) {
        int blank = line.lastIndexOf(' ');
        numbers.put(line.substring(0, blank), Integer.valueOf(line.substring(blank + 1)));
      }
    } catch (NoSuchFileException e) {
      // Nothing was told yet.
    }
    return numbers;
  }

  static void write(Path file, Map<?, Integer> numbers) throws IOException {
    var text = new StringBuilder();
    numbers.forEach((name, number) -> text.append(name).append(' ').append(number).append('\n'));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, text.toString().getBytes(UTF_8));
    Files.move(next, file, ATOMIC_MOVE);
  }
}
