package io.tailrace.agent.settings;

import java.util.List;
import java.util.Map;

/** What is read, and how. All but {@link #INPUTS} also exist for a single input. */
final class InputDeclarations {
  static final Setting<List<String>> INPUTS =
      Setting.optional(
          "INPUTS",
          NameKinds.NAMES,
          "Names of several kinds of files, each with settings of its own",
          "app,access");

  static final Setting<List<String>> PATHS =
      Setting.optional(
          "PATHS",
          PathKinds.GLOBS,
          "The files to read: absolute globs, `**` for any depth",
          "/var/log/app/*.log");

  static final Setting<List<String>> EXCLUDE =
      Setting.optional(
          "EXCLUDE",
          PathKinds.EXCLUDED,
          "Files not to read although a path matches: absolute globs, or file names",
          "*.gz,/var/log/app/debug*.log");

  static final Setting<String> PARSER =
      Setting.of(
          "PARSER",
          TextKinds.choice(List.of("auto", "json", "logfmt", "cri", "docker", "plain")),
          "auto",
          "The format of the lines; `auto` looks at each line",
          "json");

  static final Setting<String> ENCODING =
      Setting.of(
          "ENCODING",
          TextKinds.choice(List.of("utf-8", "utf-16", "utf-16le", "utf-16be")),
          "utf-8",
          "How the files are written; `utf-16` goes by their byte order mark",
          "utf-16");

  static final Setting<String> MULTILINE =
      Setting.of(
          "MULTILINE",
          TextKinds.choice(
              List.of(
                  "auto",
                  "java",
                  "python",
                  "go",
                  "node",
                  "ruby",
                  "dotnet",
                  "php",
                  "rust",
                  "dart",
                  "none",
                  MultilineSettings.START,
                  MultilineSettings.CONTINUATION)),
          "auto",
          "Which lines belong together: traces of all languages, of one, or by a pattern",
          "java");

  static final Setting<String> MULTILINE_PATTERN =
      Setting.optional(
          "MULTILINE_PATTERN",
          TextKinds.LINE_PATTERN,
          "With `start`, lines that match begin an event; with `continuation`, they go on with one",
          "^\\d{4}-");

  static final Setting<StartAt> START_AT =
      Setting.of(
          "START_AT",
          TextKinds.choice(StartAt.class),
          "beginning",
          "Where to begin in files that are there at the first start",
          "end");

  static final Setting<Boolean> FOLLOW_SYMLINKS =
      Setting.of(
          "FOLLOW_SYMLINKS",
          TextKinds.YES_OR_NO,
          "false",
          "Whether to read through symbolic links that lead to what is watched",
          "true");

  static final Setting<Map<String, String>> FIELDS =
      Setting.optional(
          "FIELDS",
          NameKinds.FIELDS,
          "Fields added to every record",
          "labels.team=payments,labels.env=prod");

  static final Setting<String> SERVICE =
      Setting.optional("SERVICE", TextKinds.TEXT, "The `service.name` of every record", "shop");

  /** Those an input can have of its own. */
  static final List<Setting<?>> OF_ONE_INPUT =
      List.of(
          PATHS,
          EXCLUDE,
          PARSER,
          ENCODING,
          MULTILINE,
          MULTILINE_PATTERN,
          START_AT,
          FOLLOW_SYMLINKS,
          FIELDS,
          SERVICE);

  static final List<Setting<?>> ALL =
      List.of(
          INPUTS,
          PATHS,
          EXCLUDE,
          PARSER,
          ENCODING,
          MULTILINE,
          MULTILINE_PATTERN,
          START_AT,
          FOLLOW_SYMLINKS,
          FIELDS,
          SERVICE);

  private InputDeclarations() {}
}
