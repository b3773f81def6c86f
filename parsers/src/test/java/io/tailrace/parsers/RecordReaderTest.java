package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static final int MAX = 1_000;
  private static final long SECOND = 1_000_000_000L;
  private static final long NEW_YEAR = 1_767_225_600L * SECOND;

  @Test
  void autoReadsEachLineInItsOwnFormat() {
    var reader = reader(ParserChoice.AUTO);
    List<Seen> seen =
        Seen.read(
            reader,
            """
            {"ts":"2026-01-01T00:00:00Z","level":"info","msg":"json","a":1}
            level=warn msg=logfmt b=2
            2026-01-01 00:00:01 ERROR plain
            java.lang.IllegalStateException: x
            \tat a.B.c(B.java:1)
            2026-01-01T00:00:02Z stdout F {"msg":"cri","stream":"own"}
            {"log":"docker\\n","stream":"stderr","time":"2026-01-01T00:00:03Z"}
            """);
    assertThat(seen)
        .extracting(Seen::severity)
        .containsExactly(
            Severity.INFO, Severity.WARN, Severity.ERROR, Severity.UNKNOWN, Severity.UNKNOWN);
    assertThat(seen)
        .extracting(Seen::timeNanos)
        .containsExactly(
            NEW_YEAR,
            LogRecord.NO_TIME,
            NEW_YEAR + SECOND,
            NEW_YEAR + 2 * SECOND,
            NEW_YEAR + 3 * SECOND);
    assertThat(seen)
        .extracting(Seen::fields)
        .containsExactly(
            Map.of("a", "1"),
            Map.of("b", "'2'"),
            Map.of(),
            Map.of("stream", "\"own\""),
            Map.of("stream", "'stderr'"));
    assertThat(seen.get(2).flags()).containsExactly(Flag.MULTILINE);
    assertThat(reader.events()).isEqualTo(5);
    assertThat(reader.multiline()).isEqualTo(1);
    assertThat(reader.parseErrors()).isZero();
  }

  @Test
  void whatALineWasTakenForIsTheParserThatReadItAndWhatItWasWrappedIn() {
    String text =
        """
        {"msg":"json"}
        level=info msg=x
        plain
        {broken}
        2026-01-01T00:00:02Z stdout F {"msg":"json"}
        2026-01-01T00:00:02Z stderr F a=1 b=2
        {"log":"plain\\n","stream":"stderr","time":"2026-01-01T00:00:03Z"}
        {x
        """;
    assertThat(chosen(ParserChoice.AUTO, text))
        .containsExactly(
            "json",
            "logfmt",
            "plain",
            "plain",
            "cri > json",
            "cri > logfmt",
            "docker > plain",
            "plain");
    assertThat(chosen(ParserChoice.CRI, "2026-01-01T00:00:02Z stdout F {}\n{}\n"))
        .containsExactly("cri > json", "plain");
    assertThat(chosen(ParserChoice.LOGFMT, "a=1\n{}\n")).containsExactly("logfmt", "plain");
  }

  private static List<String> chosen(ParserChoice choice, String text) {
    var reader = new RecordReader(choice, Multiline.NONE, MAX);
    byte[] bytes = text.getBytes(UTF_8);
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    var record = new LogRecord();
    var chosen = new ArrayList<String>();
    while (reader.next(record)) {
      chosen.add(reader.chosen());
    }
    return chosen;
  }

  @Test
  void aLineThatTheParserRefusesIsShippedAsPlainTextAndCounted() {
    var reader = reader(ParserChoice.JSON);
    String line = "2026-01-01T00:00:00Z ERROR not in json";
    Seen seen = Seen.read(reader, line + "\n").getFirst();
    assertThat(seen.flags()).containsExactly(Flag.PARSE_ERROR);
    assertThat(seen.fields()).containsExactly(entry("tailrace.parse_error", "'not json'"));
    assertThat(seen.message()).isEqualTo(line);
    assertThat(seen.severity()).isEqualTo(Severity.ERROR);
    assertThat(seen.timeNanos()).isEqualTo(NEW_YEAR);
    assertThat(reader.parseErrors()).isEqualTo(1);
  }

  @Test
  void autoFlagsOnlyWhatWasMeantToBeJson() {
    var reader = reader(ParserChoice.AUTO);
    List<Seen> seen = Seen.read(reader, "{\"a\":1,}\n{braces} in text\n{\"a\":\n");
    assertThat(seen.get(0).fields()).containsExactly(entry("tailrace.parse_error", "'not json'"));
    assertThat(seen.get(1).flags()).containsExactly(Flag.NO_TIME);
    assertThat(seen.get(2).flags()).containsExactly(Flag.NO_TIME);
    assertThat(reader.parseErrors()).isEqualTo(1);
  }

  @Test
  void theNameOfTheParserIsInTheError() {
    assertThat(Seen.read(reader(ParserChoice.LOGFMT), "x y\n").getFirst().fields())
        .containsEntry("tailrace.parse_error", "'not logfmt'");
    assertThat(Seen.read(reader(ParserChoice.CRI), "bare\n").getFirst().fields())
        .containsEntry("tailrace.parse_error", "'not cri'");
    assertThat(Seen.read(reader(ParserChoice.DOCKER), "{\"a\":1}\n").getFirst().fields())
        .containsEntry("tailrace.parse_error", "'not docker'");
    assertThat(Seen.read(reader(ParserChoice.PLAIN), "{\"a\":1}\n").getFirst().flags())
        .containsExactly(Flag.NO_TIME);
  }

  @Test
  void truncatedAndInvalidEventsAreCounted() {
    var reader = reader(ParserChoice.PLAIN);
    byte[] chunk = ("x".repeat(MAX + 1) + "\n?\n").getBytes(UTF_8);
    chunk[MAX + 2] = (byte) 0xFF;
    var record = new LogRecord();
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.COMPLETE_LINES);
    assertThat(reader.next(record)).isTrue();
    assertThat(reader.next(record)).isTrue();
    assertThat(reader.next(record)).isFalse();
    assertThat(reader.truncated()).isEqualTo(1);
    assertThat(reader.invalidUtf8()).isEqualTo(1);
  }

  @Test
  void aParserIsFoundByItsNameAndAnUnknownOneNamesThoseThereAre() {
    assertThat(ParserChoice.named("logfmt")).isEqualTo(ParserChoice.LOGFMT);
    assertThat(Multiline.named("java")).isEqualTo(Multiline.JAVA);
    assertThat(Encoding.named("utf-16le")).isEqualTo(Encoding.UTF_16LE);
    assertThatThrownBy(() -> Encoding.named("latin1"))
        .hasMessage("not one of utf-8, utf-16, utf-16le, utf-16be: latin1");
    assertThatThrownBy(() -> ParserChoice.named("xml"))
        .hasMessage("not one of " + String.join(", ", ParserChoice.names()) + ": xml");
    assertThat(ParserChoice.names()).startsWith("auto", "json").contains("nginx-error", "log4j");
    assertThat(Multiline.named("go")).isEqualTo(Multiline.GO);
    assertThatThrownBy(() -> Multiline.named("cobol"))
        .hasMessage(
            "not one of auto, java, python, go, node, ruby, dotnet, php, rust, dart, none: cobol");
  }

  @Test
  void noBytesThrowAndNoRecordBreaksItsPromises() {
    Seeds.each(
        1,
        20_000,
        (random, seed) -> {
          ParserChoice choice = pick(random, ParserChoice.values());
          var reader =
              new RecordReader(
                  choice, pick(random, Multiline.values()), pick(random, Encoding.values()), 200);
          byte[] chunk = chunk(random);
          var record = new LogRecord();
          reader.start(
              chunk,
              0,
              chunk.length,
              new ChunkPlace(random.nextInt(3), random.nextBoolean(), random.nextInt(0x10000)),
              pick(random, Flush.values()));
          while (reader.next(record)) {
            assertThat(Utf8.isValid(record.bytes(), record.from(), record.to())).isTrue();
            Seen seen = Seen.of(record); // Fails if two fields have one name.
            assertThat(seen.fields()).doesNotContainKey("").doesNotContainKey("message");
          }
          assertThat(reader.consumedTo()).isBetween(0, chunk.length);
        });
  }

  private static byte[] chunk(Random random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    String[] pieces = {
      "{",
      "}",
      "\"",
      ":",
      ",",
      "\\",
      "\\u00",
      "[",
      "]",
      "{\"log\":\"",
      "\\n\",\"stream\":\"stdout\"",
      ",\"time\":\"2026-01-01T00:00:00Z\"}",
      "2026-01-01T00:00:00Z",
      " stdout F ",
      " stderr P ",
      "\n",
      "\n",
      "\r\n",
      "\0",
      "\tat ",
      "a.b.CError",
      "a=",
      "b=\"",
      "level=",
      "WARN",
      "\"level\":",
      "é",
      "1",
      "{\"a\":1}",
      "{\"log\":{\"a\":2}}",
      "{\"time\":",
      "\"message\":",
      "null",
      "true",
      "1e5",
      "😀"
    };
    var text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(pick(random, pieces));
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static RecordReader reader(ParserChoice choice) {
    return new RecordReader(choice, Multiline.AUTO, MAX);
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
