package io.tailrace.agent.settings;

import io.tailrace.parsers.transform.Transforms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
          FormatKinds.PARSER,
          "auto",
          "The format of the lines; `auto` looks at each line, `cri|json` names what is in what",
          "json");

  static final Setting<String> PATTERN =
      Setting.optional(
          "PATTERN",
          FormatKinds.PATTERN,
          "What `regex` or `grok` look for; `.` matches line feeds too, groups with names are fields",
          "^(?P<time>\\S+) (?P<level>\\w+) (?P<msg>.*)$");

  static final Setting<Path> GROK_PATTERNS =
      Setting.optional(
          "GROK_PATTERNS",
          PathKinds.READABLE_FILE,
          "Further patterns for `grok`: a name, a blank and a pattern on each line",
          "/etc/tailrace/patterns");

  static final Setting<String> COLUMNS =
      Setting.optional(
          "COLUMNS",
          FormatKinds.COLUMNS,
          "The columns of `csv` and `tsv`, with `:int`, `:float` or `:bool` where they are no text",
          "time,level,user,bytes:int,message");

  static final Setting<String> SEPARATOR =
      Setting.optional(
          "SEPARATOR",
          FormatKinds.SEPARATOR,
          "What parts columns, instead of the comma of `csv` and the tab of `tsv`",
          ";");

  static final Setting<String> KV_SEPARATORS =
      Setting.of(
          "KV_SEPARATORS",
          FormatKinds.KV_SEPARATORS,
          "\\s\\t,;& =:",
          "For `kv`: what parts pairs (`\\s` is a blank, `\\t` a tab), and name from value",
          "; =");

  static final Setting<String> TIME_FORMAT =
      Setting.optional(
          "TIME_FORMAT",
          FormatKinds.TIME_FORMAT,
          "How `regex`, `grok`, `csv`, `tsv` or `kv` have the time, in letters of java.time",
          "dd/MMM/yyyy HH:mm:ss");

  static final Setting<String> TIME_ZONE =
      Setting.of(
          "TIME_ZONE",
          FormatKinds.TIME_ZONE,
          "UTC",
          "The zone of times that name none",
          "Europe/Berlin");

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
      Setting.optional(
          "SERVICE",
          TextKinds.TEXT,
          "The `service.name` of every record; not set: the pod's label `app.kubernetes.io/name`",
          "shop");

  static final Setting<String> SERVICE_VERSION =
      Setting.optional(
          "SERVICE_VERSION",
          TextKinds.TEXT,
          "Its `service.version`; not set: the pod's label `app.kubernetes.io/version`",
          "1.4.2");

  static final Setting<String> ONLY_IF =
      Setting.optional(
          "ONLY_IF",
          ConditionKinds.CONDITION,
          "Which records are shipped; the others are passed over and counted",
          "level>=warn && !path~\"^/healthz\"");

  static final Setting<Transforms> TRANSFORM =
      Setting.optional(
          "TRANSFORM",
          TransformKinds.STEPS,
          "What is done to every record, step by step: renames, removes, adds, samples and so on",
          "rename usr=user.name; remove debug.*; sample 10% by trace_id");

  /** Those an input can have of its own. */
  static final List<Setting<?>> OF_ONE_INPUT =
      List.of(
          PATHS,
          EXCLUDE,
          PARSER,
          PATTERN,
          GROK_PATTERNS,
          COLUMNS,
          SEPARATOR,
          KV_SEPARATORS,
          TIME_FORMAT,
          TIME_ZONE,
          ENCODING,
          MULTILINE,
          MULTILINE_PATTERN,
          START_AT,
          FOLLOW_SYMLINKS,
          FIELDS,
          SERVICE,
          SERVICE_VERSION,
          ONLY_IF,
          TRANSFORM);

  static final List<Setting<?>> ALL =
      Stream.concat(Stream.of(INPUTS), OF_ONE_INPUT.stream()).toList();

  private InputDeclarations() {}
}
