package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of the formats that the {@link Corpus} does not show. */
class FormatsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "access | 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 200",
        "access | 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 20 612",
        "access | 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/1.1 200 612",
        "access | 192.0.2.1 - - [31/Jan/2026T12:00:00] \"GET / HTTP/1.1\" 200 612",
        "access | 192.0.2.1 ident - [31/Jan/2026:12:00:00 +0000] \"GET / HTTP/1.1\" 200 612",
        "nginx-error | 2026/01/31 12:00:00 [error] 29: *7 x",
        "nginx-error | 2026/01/31 12:00:00 [odd] 29#30: x",
        "nginx-error | 2026-01-31 12:00:00 [error] 29#30: x",
        "apache-error | [Sat Jan 31 12:00:00 2026] [core:odd] x",
        "apache-error | [Sat Jan 31 12:00:00 2026] x",
        "syslog | <192>1 2026-01-31T12:00:00Z h a p m - x",
        "syslog | <>1 2026-01-31T12:00:00Z h a p m - x",
        "syslog | Jan 31 12:00:00",
        "syslog | 2026-01-31",
        "klog | X0131 12:00:00.123456 1 a.go:1] x",
        "klog | I0131 12:00:00.123456 1 a.go] x",
        "klog | I0131 12:00:00.123456 a.go:1] x",
        "klog | I1331 12:00:00.123456 1 a.go:1] x",
        "logback | 2026-01-31 12:00:00,123 [main] ODD a.B - x",
        "logback | 2026-01-31 12:00:00,123 INFO Shop - x",
        "logback | 2026-01-31 12:00:00,123 INFO a.B x",
        "logback | 2026-01-31 12:00:00,123 [main] INFO",
        "python | 2026-01-31 12:00:00,123 - shop - ODD - x",
        "python | 2026-01-31 12:00:00,123 - shop",
        "python | INFO: shop:x",
        "python | info:shop:x",
        "go | 2026-01-31 12:00:00 x",
        "postgres | 2026-01-31 12:00:00 UTC LOG:  x",
        "postgres | 2026-01-31 12:00:00 UTC [1] ODD:  x",
        "redis | 1:Z 31 Jan 2026 12:00:00.123 * x",
        "redis | 1:M 31 Jan 2026 12:00:00.123 ! x",
        "redis | M 31 Jan 2026 12:00:00.123 * x",
        "kafka | [2026-01-31 12:00:00,123] INFO x (logger)",
        "kafka | [2026-01-31 12:00:00,123] INFO x (a.b",
        "kafka | 2026-01-31 12:00:00,123 INFO x (a.b)"
      })
  void whatIsAlmostAFormatIsRefused(String parser, String line) {
    assertThat(parsed(ParserChoice.named(parser), line)).isNull();
  }

  @Test
  void aNumberIsWrittenAsJsonWritesIt() {
    Seen seen = access("192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"\" 000 0012");
    assertThat(seen.fields())
        .containsEntry("http.response.status_code", "0")
        .containsEntry("http.response.body.bytes", "12");
    Seen tooLarge =
        access("192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] \"\" 200 1234567890123456789");
    assertThat(tooLarge.fields()).doesNotContainKey("http.response.body.bytes");
  }

  @Test
  void aHostMayBeMissing() {
    assertThat(access("- - - [31/Jan/2026:12:00:00 +0000] \"-\" 200 0").fields())
        .doesNotContainKey("source.address");
  }

  @Test
  void whoChoseSyslogGetsWhatMayBeIt() {
    String bare = "Jan 31 12:00:00 web1 no tag at all";
    assertThat(taken(ParserChoice.SYSLOG, bare).fields())
        .containsExactly(entry("host.hostname", "'web1'"));
    assertThat(taken(ParserChoice.AUTO, bare).fields()).isEmpty();

    String nothingElse = "<13>hello";
    assertThat(taken(ParserChoice.SYSLOG, nothingElse).message()).isEqualTo("hello");
    assertThat(taken(ParserChoice.AUTO, nothingElse).message()).isEqualTo("hello");
  }

  @Test
  void structuredDataThatCannotBeAnObjectStaysText() {
    String many =
        IntStream.rangeClosed(0, StructuredData.MAX_NAMES)
            .mapToObj(i -> " n%d=\"v\"".formatted(i))
            .collect(Collectors.joining("", "[id", "]"));
    for (String data : new String[] {many, "[id a=\"1\" a=\"2\"]", "[id a=\"1\"][id b=\"2\"]"}) {
      assertThat(structured(data).fields())
          .containsEntry("log.syslog.structured_text", "'" + data + "'")
          .doesNotContainKey("log.syslog.structured_data");
      assertThat(structured(data).message()).isEqualTo("text");
    }
  }

  @Test
  void structuredDataThatIsNoneIsTheMessage() {
    String tooLong = "[id a=\"" + "x".repeat(StructuredData.MAX_BYTES) + "\"]";
    for (String data : new String[] {tooLong, "[id a=\"1\"", "[id a=1]", "[ a=\"1\"]", "[]"}) {
      assertThat(structured(data).message()).isEqualTo(data + " text");
    }
  }

  @Test
  void controlsInStructuredDataAreEscaped() {
    assertThat(structured("[i\\d a=\"x\ty\\\\z\\q\"]").fields())
        .containsEntry("log.syslog.structured_data", "{\"i\\\\d\":{\"a\":\"x\\ty\\\\z\\\\q\"}}");
  }

  @Test
  void whatAClientSentIsNotTakenForNginxsOwnWords() {
    Seen seen =
        taken(
            ParserChoice.NGINX,
            "2026/01/31 12:00:00 [error] 1#1: *2 open() \"/srv/, client: 6.6.6.6, server: x\" failed,"
                + " client: 192.0.2.1, server: shop, request: \"GET /%2C HTTP/1.1\"");
    assertThat(seen.fields())
        .containsEntry("source.address", "'192.0.2.1'")
        .containsEntry("nginx.error.server", "'shop'");
  }

  @Test
  void eachOfTwoFormatsOfOneProgramIsNamed() {
    var nginx = ParserChoice.NGINX.newParser(NamedTimes.NO_REFERENCE);
    assertThat(nginx.name()).isEqualTo("nginx");
    assertThat(Seen.parsed(nginx, "2026/01/31 12:00:00 [error] 1#1: x")).isNotNull();
    assertThat(nginx.chosen()).isEqualTo("nginx-error");
    assertThat(Seen.parsed(nginx, "::1 - - [31/Jan/2026:12:00:00 +0000] \"\" 200 0")).isNotNull();
    assertThat(nginx.chosen()).isEqualTo("access");
  }

  private static Seen structured(String data) {
    return taken(ParserChoice.SYSLOG, "<14>1 - h a - - " + data + " text");
  }

  private static Seen access(String line) {
    return taken(ParserChoice.ACCESS, line);
  }

  private static Seen taken(ParserChoice choice, String line) {
    return Objects.requireNonNull(parsed(choice, line), line);
  }

  private static @Nullable Seen parsed(ParserChoice choice, String line) {
    return Seen.parsed(choice.newParser(() -> Corpus.REFERENCE), line);
  }
}
