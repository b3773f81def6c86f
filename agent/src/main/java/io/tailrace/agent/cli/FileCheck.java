package io.tailrace.agent.cli;

import io.tailrace.agent.files.HoldingCheck;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.state.StateLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The part of the check that looks at the disk. */
final class FileCheck {
  /** Enough to see whether the pattern is the right one. */
  private static final int MAX_LISTED = 5;

  private final Findings findings;

  /** One of the files, by which to tell whether such files can be held. */
  private Optional<Path> sample = Optional.empty();

  FileCheck(Findings findings) {
    this.findings = findings;
  }

  /** Says what an input would read now; returns these files. */
  List<Path> input(InputSettings input) {
    WatchedFiles files = WatchedFiles.of(input);
    String name = "input " + input.name() + ": ";
    List<String> directories =
        input.paths().stream().filter(path -> Files.isDirectory(Path.of(path))).toList();
    directories.forEach(path ->
        findings.fail("%s%s is a directory; did you mean %s/*.log?".formatted(name, path, path)));
    if (files.readable().isEmpty() && directories.size() == input.paths().size()) {
      return List.of(); // All is said.
    }
    if (files.readable().isEmpty()) {
      findings.note(
          name
              + "no file matches "
              + String.join(", ", input.paths())
              + " now; those that come later are read");
    } else {
      findings.ok(
          name
              + Text.count(files.readable().size(), "file")
              + (files.readable().size() == 1 ? " matches" : " match")
              + " and can be read");
    }
    list(files.readable());
    files.readable().stream().findFirst().ifPresent(file -> sample = Optional.of(file));
    files.missing().forEach(path -> findings.note(path + " is not there yet; it is waited for"));
    files.unreadable().forEach(path -> findings.fail(name + unreadable(path, "read", "o+r")));
    files.closed().forEach(path -> findings.fail(name + unreadable(path, "look into", "o+rx")));
    if (!files.complete()) {
      findings.note(
          name
              + "there are more than "
              + WatchedFiles.MAX_ENTRIES
              + " files; not all were looked at");
    }
    return List.copyOf(files.readable());
  }

  private void list(Collection<Path> files) {
    files.stream().limit(MAX_LISTED).forEach(file -> findings.detail(file.toString()));
    if (files.size() > MAX_LISTED) {
      findings.detail("and " + (files.size() - MAX_LISTED) + " more");
    }
  }

  private static String unreadable(Path path, String verb, String mode) {
    return "the user "
        + System.getProperty("user.name")
        + " may not "
        + verb
        + " "
        + path
        + ". Run the agent as the user who writes the logs (in Kubernetes: securityContext.runAsUser,"
        + " or fsGroup), or allow it: chmod "
        + mode
        + " "
        + path;
  }

  /** Says whether checkpoints can be kept. */
  void stateDirectory(AgentSettings settings) {
    stateDirectory(
        settings
            .stateDir()
            .map(path -> new StateLocation(path, Optional.empty()))
            .orElseGet(() -> StateLocation.of(settings.roots())));
  }

  void stateDirectory(StateLocation location) {
    Path directory = location.path();
    Path existing = nearestExisting(directory);
    if (Files.isDirectory(existing) && Files.isWritable(existing)) {
      location
          .problem()
          .ifPresentOrElse(
              problem -> findings.note("state: " + problem),
              () -> findings.ok("state: checkpoints can be kept in " + directory));
      sample.ifPresent(file -> holding(directory, file));
    } else {
      findings.fail(
          "state: checkpoints cannot be kept in "
              + directory
              + ": "
              + existing
              + (Files.isDirectory(existing) ? " cannot be written" : " is no directory")
              + ". Name another directory with TAILRACE_STATE_DIR, best on the same volume as the"
              + " logs");
    }
  }

  /** Says whether what is rotated away before it is shipped would survive a restart. */
  private void holding(Path stateDirectory, Path file) {
    HoldingCheck.problem(stateDirectory, file)
        .ifPresentOrElse(
            why ->
                findings.note(
                    "holding: a file that is deleted before it is shipped is copied, for a hard link"
                        + " cannot be made: "
                        + why),
            () ->
                findings.ok(
                    "holding: a file that is rotated away before it is shipped is kept by a hard"
                        + " link in "
                        + stateDirectory));
  }

  private static Path nearestExisting(Path directory) {
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
