package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes: each parser of a known layout keeps what {@link Parser} and LogRecord promise. */
class FormatsFuzzTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Beside an event there may be anything: another line, for one. */
  private static final byte[] BESIDE = "\" 12:00:00,123 [x] (a.b) 7".getBytes(UTF_8);

  private static final List<ParserSpec> CONFIGURED =
      Stream.concat(
              Formats.configured().stream(),
              Stream.of(
                  Formats.of(
                      "regex",
                      FormatOption.PATTERN,
                      "^(?P<time>.*?) +(?P<level>\\w*)",
                      FormatOption.TIME_FORMAT,
                      "d.M.yyyy H:mm[:ss][.SSS][ XXX]"),
                  Formats.of(
                      "grok", FormatOption.PATTERN, "%{IPORHOST:a} %{NUMBER:b:int}|%{URI:c}"),
                  Formats.of("json|auto")))
          .toList();

  @MethodSource("corpus")
  @FuzzTest
  void access(byte[] input) {
    keepsPromises(ParserChoice.ACCESS, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void nginx(byte[] input) {
    keepsPromises(ParserChoice.NGINX, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void apache(byte[] input) {
    keepsPromises(ParserChoice.APACHE, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void syslog(byte[] input) {
    keepsPromises(ParserChoice.SYSLOG, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void klog(byte[] input) {
    keepsPromises(ParserChoice.KLOG, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void logback(byte[] input) {
    keepsPromises(ParserChoice.LOGBACK, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void python(byte[] input) {
    keepsPromises(ParserChoice.PYTHON, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void golang(byte[] input) {
    keepsPromises(ParserChoice.GO, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void postgres(byte[] input) {
    keepsPromises(ParserChoice.POSTGRES, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void redis(byte[] input) {
    keepsPromises(ParserChoice.REDIS, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void kafka(byte[] input) {
    keepsPromises(ParserChoice.KAFKA, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void jul(byte[] input) {
    keepsPromises(ParserChoice.JUL, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void plain(byte[] input) {
    keepsPromises(ParserChoice.PLAIN, input);
  }

  /** What {@code auto} takes for a format, that format's parser takes for the same. */
  @MethodSource("corpus")
  @FuzzTest
  void auto(byte[] input) {
    keepsPromises(ParserChoice.AUTO, input);
    byte[] line = JsonParserFuzzTest.repaired(input);
    Parser auto = ParserChoice.AUTO.newParser(() -> Corpus.REFERENCE);
    var record = new LogRecord();
    record.reset(line, 0, line.length);
    if (auto.parse(record)) {
      Parser own = ParserChoice.named(auto.chosen()).newParser(() -> Corpus.REFERENCE);
      var again = new LogRecord();
      again.reset(line, 0, line.length);
      assertThat(own.parse(again)).isTrue();
      assertThat(Seen.of(again)).isEqualTo(Seen.of(record));
    }
  }

  @MethodSource("corpus")
  @FuzzTest
  void json(byte[] input) {
    keepsPromises(ParserChoice.JSON, input);
  }

  @MethodSource("corpus")
  @FuzzTest
  void logfmt(byte[] input) {
    keepsPromises(ParserChoice.LOGFMT, input);
  }

  /** Each of those that a user describes. */
  @MethodSource("corpus")
  @FuzzTest
  void configured(byte[] input) {
    CONFIGURED.forEach(format -> keepsPromises(format, input));
  }

  static Stream<byte[]> corpus() {
    return Corpus.all().map(sample -> sample.event().getBytes(UTF_8));
  }

  static void keepsPromises(ParserChoice choice, byte[] input) {
    keepsPromises(() -> choice.newParser(() -> Corpus.REFERENCE), input);
  }

  static void keepsPromises(ParserSpec format, byte[] input) {
    keepsPromises(() -> format.newParser(() -> Corpus.REFERENCE), input);
  }

  private static void keepsPromises(Supplier<Parser> parsers, byte[] input) {
    byte[] line = JsonParserFuzzTest.repaired(input);
    var record = new LogRecord();
    record.reset(line, 0, line.length);
    boolean taken = parsers.get().parse(record);
    Seen seen = Seen.of(record); // Fails if two fields have one name.
    if (!taken) {
      var bare = new LogRecord();
      bare.reset(line, 0, line.length);
      assertThat(seen).isEqualTo(Seen.of(bare));
    }
    for (int i = 0; i < record.fieldCount(); i++) {
      assertIsAName(record, i);
      assertIsOfItsKind(record, i);
    }
    assertMessage(record);
    assertThat(elsewhere(parsers.get(), line)).isEqualTo(seen);
  }

  private static void assertIsAName(LogRecord record, int i) {
    byte[] bytes = record.nameBytes(i);
    assertThat(Utf8.isValid(bytes, record.nameFrom(i), record.nameTo(i))).isTrue();
    assertThat(record.nameTo(i)).isGreaterThan(record.nameFrom(i));
    assertThat(isJsonText(textOf(bytes, record.nameFrom(i), record.nameTo(i)))).isTrue();
  }

  private static void assertMessage(LogRecord record) {
    byte[] bytes = record.messageBytes();
    assertThat(record.messageTo()).isBetween(record.messageFrom(), bytes.length);
    assertThat(Utf8.isValid(bytes, record.messageFrom(), record.messageTo())).isTrue();
    switch (record.messageKind()) {
      case JSON_TEXT ->
          assertThat(isJsonText(textOf(bytes, record.messageFrom(), record.messageTo()))).isTrue();
      case TEXT -> {
        // Any text.
      }
      case NUMBER, JSON, BOOLEAN, NULL -> throw new AssertionError(record.messageKind());
    }
  }

  private static void assertIsOfItsKind(LogRecord record, int i) {
    byte[] bytes = record.valueBytes(i);
    assertThat(Utf8.isValid(bytes, record.valueFrom(i), record.valueTo(i))).isTrue();
    String value = textOf(bytes, record.valueFrom(i), record.valueTo(i));
    switch (record.valueKind(i)) {
      case NUMBER -> assertThat(JSON.readTree(value).isNumber()).isTrue();
      case JSON -> assertThat(JSON.readTree(value).isContainer()).isTrue();
      case JSON_TEXT -> assertThat(isJsonText(value)).isTrue();
      case BOOLEAN -> assertThat(value).isIn("true", "false");
      case NULL -> assertThat(value).isEqualTo("null");
      case TEXT -> {
        // Any text.
      }
    }
  }

  private static boolean isJsonText(String inside) {
    return JSON.readTree('"' + inside + '"').isString();
  }

  private static String textOf(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** Between other lines, and by a parser that has read half of the line before. */
  private static Seen elsewhere(Parser parser, byte[] line) {
    int from = BESIDE.length;
    byte[] bytes = new byte[line.length + 2 * from];
    System.arraycopy(BESIDE, 0, bytes, 0, from);
    System.arraycopy(line, 0, bytes, from, line.length);
    System.arraycopy(BESIDE, 0, bytes, from + line.length, from);
    var record = new LogRecord();
    record.reset(bytes, from, from + beginning(line, line.length / 2));
    parser.parse(record);
    record.reset(bytes, from, from + line.length);
    parser.parse(record);
    assertLiesInTheLine(record);
    return Seen.of(record);
  }

  /** No more than so many bytes, whole characters. */
  private static int beginning(byte[] line, int most) {
    int length = most;
    while (length > 0 && (line[length] & 0xC0) == 0x80) {
      length--;
    }
    return length;
  }

  /** What points into the line's buffer points into the line. */
  @SuppressWarnings("ReferenceEquality") // Slices of one array.
  private static void assertLiesInTheLine(LogRecord record) {
    byte[] bytes = record.bytes();
    if (record.messageBytes() == bytes) {
      assertThat(record.messageFrom()).isBetween(record.from(), record.messageTo());
      assertThat(record.messageTo()).isLessThanOrEqualTo(record.to());
    }
    for (int i = 0; i < record.fieldCount(); i++) {
      if (record.valueBytes(i) == bytes) {
        assertThat(record.valueFrom(i)).isBetween(record.from(), record.valueTo(i));
        assertThat(record.valueTo(i)).isLessThanOrEqualTo(record.to());
      }
      if (record.nameBytes(i) == bytes) {
        assertThat(record.nameFrom(i)).isBetween(record.from(), record.nameTo(i));
        assertThat(record.nameTo(i)).isLessThanOrEqualTo(record.to());
      }
    }
  }
}
