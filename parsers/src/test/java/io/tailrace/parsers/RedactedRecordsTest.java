package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.redaction.Redaction;
import io.tailrace.parsers.redaction.RedactionRule;
import io.tailrace.parsers.redaction.RedactionStyle;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is redacted is gone before a line is parsed; where the line lies does not change. */
class RedactedRecordsTest {
  private static final int MAX = 1_000;
  private static final Redaction ALL =
      new Redaction(EnumSet.allOf(RedactionRule.class), Map.of(), RedactionStyle.MASK, "");

  private final LogRecord record = new LogRecord();

  private RecordReader reader(String text) {
    RecordReader reader = new RecordReader(ParserChoice.AUTO, Multiline.AUTO, MAX).redacting(ALL);
    byte[] chunk = text.getBytes(UTF_8);
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    return reader;
  }

  private String text() {
    return new String(record.bytes(), record.from(), record.length(), UTF_8);
  }

  private String field(String name) {
    int i = record.find(name.getBytes(UTF_8));
    assertThat(i).as(name).isNotNegative();
    return new String(
        record.valueBytes(i), record.valueFrom(i), record.valueTo(i) - record.valueFrom(i), UTF_8);
  }

  @Test
  void fieldsMessageAndWholeLineAreRedactedAndOffsetsStay() {
    String first = "{\"message\":\"bob@example.org\",\"password\":\"x\",\"n\":1}\n";
    RecordReader reader = reader(first + "to eve@example.org\n");

    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("{\"message\":\"[email]\",\"password\":\"[secret]\",\"n\":1}");
    assertThat(field("password")).isEqualTo("[secret]");
    assertThat(new String(record.messageBytes(), record.messageFrom(), 7, UTF_8))
        .isEqualTo("[email]");
    assertThat(reader.eventFrom()).isZero();
    assertThat(reader.eventTo()).isEqualTo(first.length());

    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("to [email]");
    assertThat(reader.eventFrom()).isEqualTo(first.length());
    assertThat(reader.consumedTo()).isEqualTo(first.length() + 19);
    assertThat(reader.redactions()).isEqualTo(Map.of("email", 2L, "secret", 1L));
  }

  @Test
  void whatAContainerRuntimeWrappedIsRedactedInside() {
    RecordReader reader =
        reader(
            """
            2026-11-22T10:00:00.000000000Z stdout F {"password":"x","n":1}
            {"log":"{\\"password\\":\\"x\\",\\"n\\":2}\\n","stream":"stdout","time":"2026-11-22T10:00:00Z"}
            """);

    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("{\"password\":\"[secret]\",\"n\":1}");
    assertThat(field("stream")).isEqualTo("stdout");
    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("{\"password\":\"[secret]\",\"n\":2}");
  }

  @Test
  void anAccessLineIsOneWithoutItsAddressToo() {
    RecordReader reader =
        reader("192.0.2.10 - - [31/Jan/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 157\n");

    assertThat(reader.next(record)).isTrue();
    assertThat(reader.chosen()).isEqualTo("access");
    assertThat(field("source.address")).isEqualTo("[ip]");
    assertThat(record.timeNanos()).isEqualTo(1_769_860_800L * 1_000_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          192.0.2.10 - - => ''
          192.0.2.10 - anna => user.name
          2001:db8::1 - bob@example.org => ''
          192.0.2.1:443 192.0.2.10 - - => ''
          shop.example.com:443 192.0.2.10 - - => url.domain
          """)
  void soItIsIfItsAddressIsRemoved(String beginning, String name) {
    for (ParserChoice choice : List.of(ParserChoice.AUTO, ParserChoice.NGINX)) {
      RecordReader reader =
          new RecordReader(choice, Multiline.AUTO, MAX)
              .redacting(
                  new Redaction(
                      EnumSet.allOf(RedactionRule.class), Map.of(), RedactionStyle.REMOVE, ""));
      String line = beginning + " [31/Jan/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 157\n";
      assertThat(Seen.read(reader, line))
          .singleElement()
          .satisfies(seen -> {
            assertThat(seen.text()).doesNotContain("192", "bob");
            assertThat(seen.timeNanos()).isEqualTo(1_769_860_800L * 1_000_000_000);
            assertThat(seen.fields()).containsEntry("http.response.status_code", "200");
            assertThat(seen.fields()).doesNotContainKey("source.address");
            assertThat(seen.fields().keySet())
                .filteredOn(Set.of("user.name", "url.domain")::contains)
                .isEqualTo(name.isEmpty() ? List.of() : List.of(name));
          });
      assertThat(reader.chosen()).isEqualTo("access");
    }
  }

  @Test
  void onlyAnAccessLineMayBeginWithABlankAndADash() {
    RecordReader reader = reader(" - - [31/Jan/2026] not one\n");

    assertThat(reader.next(record)).isTrue();
    assertThat(reader.chosen()).isEqualTo("plain");
  }

  @Test
  void flagsStay() {
    RecordReader reader = reader("token=x " + "y".repeat(2 * MAX) + "\nINFO a\n\tat bob@x.org\n");

    assertThat(reader.next(record)).isTrue();
    assertThat(record.has(Flag.TRUNCATED)).isTrue();
    assertThat(text()).startsWith("token=[secret] yyy");
    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("INFO a\n\tat [email]");
    assertThat(record.has(Flag.MULTILINE)).isTrue();
  }

  @Test
  void bytesThatAreNoUtf8AreRepairedBefore() {
    byte[] chunk = "a\u00ff@b.org bob@x.org\n".getBytes(ISO_8859_1);
    RecordReader reader = reader("");
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);

    assertThat(reader.next(record)).isTrue();
    assertThat(text()).isEqualTo("a\uFFFD@b.org [email]");
    assertThat(record.has(Flag.INVALID_UTF8)).isTrue();
  }

  @Test
  void withoutAnyRuleTextIsNotTouched() {
    byte[] chunk = "password=x\n".getBytes(UTF_8);
    RecordReader reader =
        new RecordReader(ParserChoice.AUTO, Multiline.AUTO, MAX).redacting(Redaction.NONE);
    reader.start(chunk, 0, chunk.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);

    assertThat(reader.next(record)).isTrue();
    assertThat(record.bytes()).isSameAs(chunk);
    assertThat(reader.redactions()).isEmpty();
  }

  /** A tenth of a second each when it is linear; hours when it is not. */
  @ParameterizedTest
  @Tag("S4")
  @ValueSource(
      strings = {
        "eyJ",
        "eyJaaaaaaaa.",
        "1.",
        "1:",
        "::",
        "a@",
        "a.",
        "4111 ",
        "://",
        "a://b:",
        "password=,",
        "password=a,",
        "token='",
        "token=\\\"",
        "\\",
        "\\\\\"",
        "bearer ",
        "%40",
        "[secret",
        "=",
        ": "
      })
  void hostileTextsTakeLinearTime(String unit) {
    byte[] text = unit.repeat(1_000_000 / unit.length()).getBytes(UTF_8);
    byte[] json =
        ("{\"a\":\"" + unit.replace("\"", "\\\"").repeat(500_000 / unit.length())).getBytes(UTF_8);
    var redactor = ALL.newRedactor();

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          redactor.redact(text, 0, text.length);
          redactor.redact(json, 0, json.length);
        });
  }
}
