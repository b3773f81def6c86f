package io.tailrace.agent.cli;

import io.tailrace.agent.settings.LoadedFormat;
import io.tailrace.agent.settings.Settings;
import io.tailrace.agent.settings.Suggestions;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.BadFormat;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LineJoining;
import io.tailrace.parsers.LinePattern;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.redaction.Redaction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
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
    header = "Try a parser: lines in, records out.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Prints each record as JSON on one line, with the field names of the",
      "Elasticsearch document; on standard error, which parser was used and why.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  tailrace parse /var/log/app/app.log | head -3",
      "  kubectl logs shop-1 | tailrace parse --parser json",
      "  TAILRACE_PATTERN='%{IP:client} %{WORD:verb} %{INT:bytes:int}' \\",
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
  /** The default of {@code TAILRACE_MAX_LINE}. */
  private static final int MAX_EVENT_BYTES = 256 * 1024;

  /** More than twice the longest event, as the reader asks. */
  private static final int BUFFER_BYTES = 1 << 20;

  private static final int OUT_BYTES = 64 * 1024;

  /** Identifies a generation that is never checkpointed. */
  private static final String NO_GENERATION = "parse-command-00";

  private final Surroundings surroundings;

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

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--multiline",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "auto (default), java, python, go, node, ruby, dotnet, php, rust, dart or none.")
  private Multiline multiline = Multiline.AUTO;

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
      defaultValue = "utf-8",
      description = "utf-8 (default), utf-16, utf-16le or utf-16be.")
  private Encoding encoding = Encoding.UTF_8;

  @Option(
      names = "--redact",
      paramLabel = "RULES",
      description = "What is redacted: true for all, or rules, as in TAILRACE_REDACT.")
  private Redaction redaction = Redaction.NONE;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: standard input.")
  private @Nullable Path file;

  ParseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    checkParser();
    return switch (Settings.format(
        surroundings.environment(), Optional.ofNullable(input), Optional.ofNullable(parser))) {
      case LoadedFormat.Good(ParserSpec format) -> parse(format);
      case LoadedFormat.Bad(var problems) -> {
        surroundings.err().print(ProblemReport.of(problems));
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

  private int parse(ParserSpec format) {
    try (InputStream in = file == null ? surroundings.in() : Files.newInputStream(file)) {
      String path = file == null ? "-" : file.toAbsolutePath().normalize().toString();
      return parse(format, in, new Source(NO_GENERATION, path, Map.of()));
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

  private LineJoining joining() {
    if (start != null) {
      return LineJoining.startingWith(start);
    }
    return continuation == null ? LineJoining.of(multiline) : LineJoining.continuedBy(continuation);
  }

  private int parse(ParserSpec format, InputStream in, Source source) throws IOException {
    RecordReader reader =
        new RecordReader(format, joining(), encoding, MAX_EVENT_BYTES, this::nowNanos)
            .redacting(redaction);
    ParseSummary summary = new ParseSummary(format);
    DocumentLines lines = new DocumentLines(source, summary);
    byte[] chunk = new byte[BUFFER_BYTES];
    int held = 0;
    long offset = 0;
    boolean insideLongLine = false;
    int head = ChunkPlace.NO_HEAD;
    boolean ended = false;
    while (!ended && !surroundings.out().checkError()) {
      int read = in.read(chunk, held, chunk.length - held);
      ended = read < 0;
      int end = held + Math.max(0, read);
      Flush flush = ended ? Flush.EVERYTHING : Flush.NOTHING;
      if (offset == 0 && end >= 2) {
        head = ChunkPlace.headOf(chunk[0], chunk[1]);
      }
      reader.start(chunk, 0, end, new ChunkPlace(offset, insideLongLine, head), flush);
      lines.write(reader, offset);
      int consumed = reader.consumedTo();
      insideLongLine = reader.insideLongLine();
      offset += consumed;
      held = end - consumed;
      System.arraycopy(chunk, consumed, chunk, 0, held);
    }
    surroundings.err().print(summary.text(reader));
    return reader.parseErrors() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private long nowNanos() {
    Instant now = surroundings.clock().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Writes each record as its document. */
  private final class DocumentLines {
    private final Source source;
    private final ParseSummary summary;
    private final EcsDocument document = new EcsDocument();
    private final LogRecord record = new LogRecord();
    private final Batch batch = new Batch(BUFFER_BYTES);
    private final OutputStream out = new BufferedOutputStream(surroundings.out(), OUT_BYTES);

    DocumentLines(Source source, ParseSummary summary) {
      this.source = source;
      this.summary = summary;
    }

    void write(RecordReader reader, long offset) throws IOException {
      while (reader.next(record)) {
        summary.count(record, reader);
        document.write(record, source, offset + reader.eventFrom(), nowNanos(), batch);
        out.write(batch.bytes(), 0, batch.size());
        out.write('\n');
        batch.clear();
      }
      out.flush();
    }
  }
}
