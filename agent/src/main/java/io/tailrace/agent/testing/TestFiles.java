package io.tailrace.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which files are meant by the arguments of the command. */
final class TestFiles {
  static final String SUFFIX = ".tailrace-test";

  private TestFiles() {}

  /**
   * The files, and those with the suffix in and below the folders.
   *
   * @throws IOException with a sentence, if there is none
   */
  static List<Path> of(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        files.addAll(in(argument));
      } else if (Files.exists(argument)) {
        files.add(argument);
      } else {
        throw new IOException("There is no such file: " + argument);
      }
    }
    return files.stream().distinct().toList();
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new IOException("There is no file *%s in %s".formatted(SUFFIX, folder));
      }
      return files;
    } catch (UncheckedIOException e) {
      throw new IOException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
