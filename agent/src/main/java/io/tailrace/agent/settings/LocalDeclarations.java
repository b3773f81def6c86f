package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.util.List;

/** What the outputs have that need no server. */
final class LocalDeclarations {
  static final Setting<StdoutFormat> FORMAT =
      Setting.of(
          "FORMAT",
          TextKinds.choice(StdoutFormat.class),
          "auto",
          "`auto` is pretty on a terminal and NDJSON elsewhere",
          "ndjson");

  static final Setting<Path> PATH =
      Setting.optional(
          "PATH", PathKinds.PATH, "The file NDJSON is appended to; required", "/tmp/out.ndjson");

  static final List<Setting<?>> STDOUT = List.of(FORMAT);

  static final List<Setting<?>> FILE = List.of(PATH);

  private LocalDeclarations() {}
}
