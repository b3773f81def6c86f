package io.tailrace.agent;

import io.tailrace.agent.cli.ExitCode;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.Generation.State;
import io.tailrace.agent.pipeline.Pipeline.FileProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * What one output has not shipped when the agent ends, in bytes.
 *
 * @param inFiles in files that a path still leads to, or that are held: the next start ships it
 * @param renamedOrDeleted in files that had lost their path: the next start ships it if they lie in
 *     their directory under another name
 * @param gone read from files that were truncated since: nobody can read it again
 * @param lost truncated or removed before it was read, since the start
 * @param deadLettered records, since the start
 */
record Leftovers(
    String output, long inFiles, long renamedOrDeleted, long gone, long lost, long deadLettered) {

  static Leftovers of(RunningOutput output) {
    List<FileProgress> files = output.progress();
    return new Leftovers(
        output.name(),
        waiting(files, file -> isThere(file.generation())),
        waiting(files, file -> isAway(file.generation())),
        waiting(files, file -> file.generation().state() == State.ENDED),
        output.finished().lost() + files.stream().mapToLong(FileProgress::lost).sum(),
        output.status().recordsDeadLettered());
  }

  private static boolean isThere(Generation generation) {
    return generation.state() == State.LIVE
        || (generation.state() == State.DETACHED && generation.isHeld());
  }

  private static boolean isAway(Generation generation) {
    return generation.state() == State.DETACHED && !generation.isHeld();
  }

  private static long waiting(List<FileProgress> files, Predicate<FileProgress> these) {
    return files.stream().filter(these).mapToLong(FileProgress::waiting).sum();
  }

  boolean isEmpty() {
    return inFiles + renamedOrDeleted + gone == 0;
  }

  /** Says in the log how it ended, and returns the exit code that says the same. */
  static int sayEnd(List<Leftovers> outputs, String why, Logger log) {
    outputs.stream().filter(output -> output.gone() > 0).forEach(output -> output.sayGone(log));
    if (outputs.stream().allMatch(Leftovers::isEmpty)) {
      log.info("ended: nothing is left to ship{}", troubles(outputs));
      return ExitCode.OK;
    }
    log.warn(
        "ended because {}, with data left: {}. It stays in the files, and the next start ships"
            + " it{}",
        why,
        String.join(", ", outputs.stream().filter(o -> !o.isEmpty()).map(Leftovers::left).toList()),
        troubles(outputs));
    return ExitCode.DATA_LEFT;
  }

  private void sayGone(Logger log) {
    log.error(
        "{}: {} bytes are lost: they were read and never acknowledged, and their files were"
            + " truncated meanwhile",
        output,
        gone);
  }

  private String left() {
    String text = (inFiles + renamedOrDeleted) + " bytes for " + output;
    return renamedOrDeleted == 0
        ? text
        : text
            + " ("
            + renamedOrDeleted
            + " of them only if files renamed or deleted are still there)";
  }

  private static String troubles(List<Leftovers> outputs) {
    List<String> troubles = new ArrayList<>();
    for (Leftovers output : outputs) {
      if (output.lost() > 0) {
        troubles.add(output.lost() + " bytes were lost to truncation for " + output.output());
      }
      if (output.deadLettered() > 0) {
        troubles.add(
            output.deadLettered() + " records are in the dead letters of " + output.output());
      }
    }
    return troubles.isEmpty() ? "" : "; " + String.join(", ", troubles);
  }
}
