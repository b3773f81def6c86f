package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes: each parser of a known layout keeps what {@link Parser} and LogRecord promise. */
class FormatsFuzzTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Beyond an event's end there may be anything: the next line, for one. */
  private static final byte[] BEYOND = "\" 12:00:00,123 [x] (a.b) 7".getBytes(UTF_8);

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

  static Stream<byte[]> corpus() {
    return Corpus.all().map(sample -> sample.event().getBytes(UTF_8));
  }

  static void keepsPromises(ParserChoice choice, byte[] input) {
    byte[] line = JsonParserFuzzTest.repaired(input);
    var record = new LogRecord();
    record.reset(line, 0, line.length);
    boolean taken = choice.newParser(() -> Corpus.REFERENCE).parse(record);
    Seen seen = Seen.of(record); // Fails if two fields have one name.
    if (!taken) {
      var bare = new LogRecord();
      bare.reset(line, 0, line.length);
      assertThat(seen).isEqualTo(Seen.of(bare));
    }
    for (int i = 0; i < record.fieldCount(); i++) {
      assertIsOfItsKind(record, i);
    }
    assertThat(record.messageTo()).isGreaterThanOrEqualTo(record.messageFrom());
    assertThat(withMoreBehind(choice, line)).isEqualTo(seen);
  }

  private static void assertIsOfItsKind(LogRecord record, int i) {
    byte[] bytes = record.valueBytes(i);
    assertThat(Utf8.isValid(bytes, record.valueFrom(i), record.valueTo(i))).isTrue();
    String value =
        new String(bytes, record.valueFrom(i), record.valueTo(i) - record.valueFrom(i), UTF_8);
    switch (record.valueKind(i)) {
      case NUMBER -> assertThat(JSON.readTree(value).isNumber()).isTrue();
      case JSON -> assertThat(JSON.readTree(value).isContainer()).isTrue();
      case JSON_TEXT -> assertThat(JSON.readTree('"' + value + '"').isString()).isTrue();
      case BOOLEAN -> assertThat(value).isIn("true", "false");
      case NULL -> assertThat(value).isEqualTo("null");
      case TEXT -> {
        // Any text.
      }
    }
  }

  private static Seen withMoreBehind(ParserChoice choice, byte[] line) {
    byte[] longer = Arrays.copyOf(line, line.length + BEYOND.length);
    System.arraycopy(BEYOND, 0, longer, line.length, BEYOND.length);
    var record = new LogRecord();
    record.reset(longer, 0, line.length);
    choice.newParser(() -> Corpus.REFERENCE).parse(record);
    return Seen.of(record);
  }
}
