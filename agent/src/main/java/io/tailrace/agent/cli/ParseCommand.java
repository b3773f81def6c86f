package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.DryRun;
import io.tailrace.agent.dryrun.EventStream;
import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.dryrun.Spot;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import io.tailrace.agent.settings.SettingsAdvice;
import io.tailrace.agent.settings.Suggestions;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.LinePattern;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tailrace parse}. Reads with one buffer, whatever the size of what it is given. */
@Command(
    name = "parse",
    header = "A dry run of the settings: lines in, records out.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Reads lines as the agent would with what is set (nothing has to be) and prints",
      "each record that it would ship as its Elasticsearch document, on one line. On",
      "standard error it says which parsers were used and why, which fields there are,",
      "how much each destination would get, and what is to be said against it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  tailrace parse /var/log/app/app.log | head -3",
      "  kubectl logs shop-1 | tailrace parse --parser json",
      "  tailrace parse --explain app.log 2>&1 >/dev/null | less",
      "  TAILRACE_PATTERN='%%{IP:client} %%{WORD:verb} %%{INT:bytes:int}' \\",
      "    tailrace parse --parser grok access.log"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every line was in the format",
      "1:some were not, or could not be read",
      "2:wrong usage",
      "78:bad settings"
    })
final class ParseCommand implements Callable<Integer> {
  private static final int OUT_BYTES = 64 * 1024;

  /** Identifies a generation that is never checkpointed. */
  private static final String NO_GENERATION = "parse-command-00";

  private final Surroundings surroundings;
  private final RealParts parts;

  @Option(
      names = "--parser",
      paramLabel = "NAME",
      description = {
        "Instead of TAILRACE_PARSER, such as auto (default),",
        "json, logfmt, regex, csv, plain or cri|json. What it",
        "needs is read from TAILRACE_PATTERN and so on."
      })
  private @Nullable String parser;

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description = "Read the lines as those of this input of TAILRACE_INPUTS.")
  private @Nullable String input;

  @Option(
      names = "--explain",
      description = {
        "Say of each record, on standard error, which lines it",
        "is, how they were read and what was done to it."
      })
  private boolean explain;

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--multiline",
      paramLabel = "NAME",
      description = {
        "Instead of TAILRACE_MULTILINE: auto (default), java,",
        "python, go, node, ruby, dotnet, php, rust, dart or none."
      })
  private @Nullable Multiline multiline;

  @Option(
      names = "--multiline-start",
      paramLabel = "PATTERN",
      description = "Instead: every line that matches begins an event.")
  private @Nullable LinePattern start;

  @Option(
      names = "--multiline-continuation",
      paramLabel = "PATTERN",
      description = "Instead: every line that matches goes on with one.")
  private @Nullable LinePattern continuation;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = {
        "Instead of TAILRACE_ENCODING: utf-8 (default), utf-16,",
        "utf-16le or utf-16be."
      })
  private @Nullable Encoding encoding;

  @Option(
      names = "--redact",
      paramLabel = "RULES",
      description = {
        "Instead of TAILRACE_REDACT: true for all rules, false,",
        "or rules such as email,ip."
      })
  private @Nullable RedactionOption redaction;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: standard input.")
  private @Nullable Path file;

  ParseCommand(Surroundings surroundings, RealParts parts) {
    this.surroundings = surroundings;
    this.parts = parts;
  }

  @Override
  public Integer call() {
    checkParser();
    return switch (Settings.dryRun(
        surroundings.environment(), Optional.ofNullable(input), options())) {
      case Loaded.Good good -> parse(good.settings());
      case Loaded.Bad bad -> {
        surroundings.err().print(ProblemReport.of(bad.problems()));
        yield ExitCode.BAD_SETTINGS;
      }
    };
  }

  /** A slip in the word is wrong usage rather than a bad setting. */
  private void checkParser() {
    if (parser == null) {
      return;
    }
    try {
      ParserSpec.checkWords(parser);
    } catch (BadFormat e) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "--parser %s: %s%s"
              .formatted(parser, e.sentences(), Suggestions.sentence(e.word(), e.known())));
    }
  }

  /** Values of settings, by their names, that stand in the command line. */
  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    if (parser != null) {
      options.put("PARSER", parser);
    }
    if (encoding != null) {
      options.put("ENCODING", encoding.label());
    }
    if (redaction != null) {
      options.put("REDACT", redaction.text());
    }
    if (start != null) {
      joining(options, "start", start.toString());
    } else if (continuation != null) {
      joining(options, "continuation", continuation.toString());
    } else if (multiline != null) {
      joining(options, multiline.label(), "");
    }
    return options;
  }

  private static void joining(Map<String, String> options, String rule, String pattern) {
    options.put("MULTILINE", rule);
    options.put("MULTILINE_PATTERN", pattern);
  }

  private int parse(AgentSettings settings) {
    try (InputStream in = file == null ? surroundings.in() : Files.newInputStream(file)) {
      String path = file == null ? "-" : file.toAbsolutePath().normalize().toString();
      return parse(settings, in, path);
    } catch (NoSuchFileException e) {
      surroundings.err().println("There is no such file: " + file);
    } catch (IOException e) {
      surroundings.err().println("%s cannot be read: %s".formatted(file, reason(e)));
    }
    return ExitCode.FAILED;
  }

  /** The message of some failures is the file's name alone. */
  static String reason(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }

  private int parse(AgentSettings settings, InputStream in, String path) throws IOException {
    InputSettings only = settings.inputs().getFirst();
    RecordReader reader = parts.reader(settings, only.name());
    Explanation explanation = explain ? new Explanation(only.parser(), reader) : null;
    ParseSummary summary = new ParseSummary(only.parser(), reader);
    DryRun dryRun = new DryRun(settings, parts, surroundings.clock());
    Source source = new Source(NO_GENERATION, path, settings.metadata().fields(only));
    OutputStream out = new BufferedOutputStream(surroundings.out(), OUT_BYTES);
    EventStream events =
        new EventStream(
            reader,
            Encoding.named(only.encoding()),
            settings.maxLine().toInt(),
            in,
            () -> isWanted(out));
    while (events.next()) {
      if (!reader.isDropped()) {
        Spot spot = new Spot("", events.firstLine());
        Batch document = dryRun.add(events.record(), source, events.offset(), spot);
        out.write(document.bytes(), 0, document.size());
        out.write('\n');
      }
      summary.count(events);
      if (explanation != null) {
        out.flush();
        surroundings.err().print(explanation.of(events));
      }
    }
    out.flush();
    dryRun.end();
    surroundings.err().print(summary.text(dryRun, SettingsAdvice.of(settings)));
    return reader.parseErrors() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Shows what there is before more is waited for; false once nobody reads it. */
  private boolean isWanted(OutputStream out) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a stream that throws nothing", e);
    }
    return !surroundings.out().checkError();
  }
}
