package io.tailrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An agent that is measured. */
sealed interface Contestant permits Tailrace, FluentBit {
  String name();

  /** Which version it is, for the report. */
  String version() throws IOException, InterruptedException;

  /** Whether it is measured with this job. */
  boolean takes(Job job);

  /** How it is started for a task. */
  Launch launch(Task task) throws IOException;

  /** Whether this is how it ends when nothing is left to ship. */
  boolean isGoodExit(int code);

  /**
   * What it is to do.
   *
   * @param scratch an empty folder for its own files
   */
  record Task(Route route, Input input, URI sink, Path scratch) {}

  /** A command and its environment. */
  record Launch(List<String> command, Map<String, String> environment) {}
}
