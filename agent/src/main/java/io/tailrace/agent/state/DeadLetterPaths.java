package io.tailrace.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one output's dead letters:
 *
 * <pre>
 * OUTPUT.ndjson             written by the agent
 * OUTPUT.1.ndjson           the one before, once that was full
 * OUTPUT.replay-N.ndjson    set aside by a replay; the lower the older
 * OUTPUT.replay-N.next      what a replay leaves of it, until that is complete
 * OUTPUT.lock               locked by whoever appends to, renames or merges the first two
 * OUTPUT.replay.lock        locked by a replay for as long as it runs
 * </pre>
 */
record DeadLetterPaths(Path current) {
  private static final String ENDING = ".ndjson";

  private String output() {
    String name = current.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  Path rotated() {
    return current.resolveSibling(output() + ".1" + ENDING);
  }

  Path lock() {
    return current.resolveSibling(output() + ".lock");
  }

  Path replayLock() {
    return current.resolveSibling(output() + ".replay.lock");
  }

  Path aside(int number) {
    return current.resolveSibling(output() + ".replay-" + number + ENDING);
  }

  /** What is left of a file that was set aside, while it is being written. */
  Path next(Path aside) {
    String name = aside.getFileName().toString();
    return aside.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ".next");
  }

  /** The numbers of those that are set aside now, the oldest first. */
  List<Integer> asideNumbers() throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(output()) + "\\.replay-([0-9]{1,9})\\.ndjson");
    List<Integer> numbers = new ArrayList<>();
    if (!Files.isDirectory(directory())) {
      return numbers;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory())) {
      for (Path file : files) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          numbers.add(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    numbers.sort(Comparator.naturalOrder());
    return numbers;
  }

  Path directory() {
    Path directory = current.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalStateException("no directory: " + current);
    }
    return directory;
  }

  /** Has the system write down which names there are. */
  void forceDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(directory())) {
      directory.force(true);
    }
  }
}
