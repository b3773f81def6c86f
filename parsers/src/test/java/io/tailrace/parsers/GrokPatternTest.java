package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrokPatternTest {
  @Test
  void referencesBecomeFieldsOfTheirTypes() {
    Seen seen =
        seen(
            "%{IPORHOST:client} %{WORD:verb} %{NUMBER:bytes:int} %{NUMBER:took:float}"
                + " %{WORD:cached:bool}",
            "10.0.0.1 GET 0123 .5 yes");
    assertThat(seen.fields())
        .containsExactly(
            entry("client", "'10.0.0.1'"),
            entry("verb", "'GET'"),
            entry("bytes", "123"),
            entry("took", "0.5"),
            entry("cached", "true"));
    assertThat(seen.message()).isEqualTo("10.0.0.1 GET 0123 .5 yes");
  }

  @Test
  void wellKnownNamesAreTimeLevelAndMessage() {
    Seen seen =
        seen(
            "^%{TIMESTAMP_ISO8601:time} %{LOGLEVEL:level} %{GREEDYDATA:message}$",
            "2026-01-01T00:00:00Z warning low on stock");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low on stock");
    assertThat(seen.fields()).isEmpty();
  }

  @Test
  void namesMayHaveDotsOrBracketsAndGroupsNamesOfTheirOwn() {
    assertThat(seen("%{INT:a.b} %{INT:[c][d]:int} (?<e>\\d)(x)", "1 2 3x").fields())
        .containsExactly(entry("a.b", "'1'"), entry("c.d", "2"), entry("e", "'3'"));
  }

  @Test
  void ofTwoReferencesToOneFieldTheOneThatMatchedCounts() {
    assertThat(seen("a=%{INT:n:int}|b=%{INT:n:int}", "b=2").fields())
        .containsExactly(entry("n", "2"));
  }

  @Test
  void aValueThatIsNotOfItsTypeHasTheLineRefused() {
    Parser parser = format("^%{NOTSPACE:n:int}$").newParser();
    assertThat(Seen.parsed(parser, "12ms")).isNull();
    assertThat(Formats.seen(format("^%{NOTSPACE:n:int}$"), "-").fields()).isEmpty();
  }

  @Test
  void accessLogsAreRead() {
    ParserSpec format =
        Formats.of(
            "grok",
            FormatOption.PATTERN,
            "^%{COMBINEDAPACHELOG}$",
            FormatOption.TIME_FORMAT,
            "dd/MMM/yyyy:HH:mm:ss Z");
    Seen seen =
        Formats.seen(
            format,
            "203.0.113.9 - anna [01/Jan/2026:01:00:00 +0100] \"GET /a?b=c HTTP/1.1\" 200 -"
                + " \"https://example.com/\" \"curl/8 (x; \\\"y\\\")\"");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.fields())
        .containsExactly(
            entry("source.address", "'203.0.113.9'"),
            entry("user.name", "'anna'"),
            entry("http.request.method", "'GET'"),
            entry("url.original", "'/a?b=c'"),
            entry("http.version", "'1.1'"),
            entry("http.response.status_code", "200"),
            entry("http.request.referrer", "'https://example.com/'"),
            entry("user_agent.original", "'curl/8 (x; \\\"y\\\")'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "WORD ~ abc_1 ~ a-b",
        "NOTSPACE ~ a-b ~ a b",
        "SPACE ~ ` ` ~ a",
        "DATA ~ a b ~",
        "GREEDYDATA ~ a b ~",
        "QUOTEDSTRING ~ \"a \\\" b\" ~ \"a",
        "QS ~ 'a b' ~ 'a\"",
        "INT ~ -12 ~ 1.5",
        "POSINT ~ 12 ~ 012",
        "NONNEGINT ~ 012 ~ -1",
        "NUMBER ~ -1.5e-3 ~ 1.5.",
        "NUMBER ~ .5 ~ .",
        "BASE10NUM ~ +15 ~ 0x1f",
        "BASE16NUM ~ 0x1Fa ~ 1g",
        "UUID ~ 123e4567-e89b-12d3-a456-426614174000 ~ 123e4567e89b12d3a456426614174000",
        "USER ~ anna.b-c_1 ~ anna@b",
        "USERNAME ~ anna ~ an na",
        "EMAILLOCALPART ~ a.b+c ~ a..b",
        "EMAILADDRESS ~ a.b+c@example.com ~ a@",
        "IPV4 ~ 255.249.99.0 ~ 256.1.1.1",
        "IPV6 ~ 2001:db8::1 ~ 2001:db8",
        "IPV6 ~ ::1 ~ 12:30",
        "IPV6 ~ 1:2::7:8 ~ 1:2:3",
        "IPV6 ~ 64:ff9b::192.0.2.33 ~ 64:ff9b::192.0.2",
        "IPV6 ~ 2001:db8:: ~ 2001::db8::1",
        "IPV6 ~ 1:2:3:4:5:6:7:8 ~ 1:2:3:4:5:6:7:8:9",
        "IPV6 ~ fe80::1%eth0 ~ fe80::g",
        "IPV6 ~ ::ffff:10.0.0.1 ~ ::ffff:10.0.0",
        "IP ~ 10.0.0.1 ~ 10.0.0",
        "HOSTNAME ~ web-1.example.com ~ -web",
        "IPORHOST ~ web_1 ~ a b",
        "HOSTPORT ~ web-1:8080 ~ web-1:",
        "MAC ~ 00:1b:44:11:3a:b7 ~ 00:1b:44:11:3a",
        "MAC ~ 001b.4411.3ab7 ~ 001b.4411",
        "UNIXPATH ~ /var/log/app-1.log ~ var/log",
        "WINPATH ~ C:\\Program Files x\\a ~ C:/a",
        "PATH ~ / ~ a",
        "URIPROTO ~ https ~ 1a",
        "URIHOST ~ example.com:443 ~ example.com:",
        "URIPATH ~ /a/b;c=(d) ~ a?b",
        "URIPARAM ~ ?a=b&c=%20 ~ ?a b",
        "URIPATHPARAM ~ /a?b=c ~ ?b=c",
        "URI ~ https://anna:secret@example.com:443/a?b=c ~ example.com/a",
        "URI ~ file:///var/log ~ file:",
        "LOGLEVEL ~ Warning ~ loud",
        "MONTH ~ January ~ Jab",
        "MONTHNUM ~ 12 ~ 13",
        "MONTHDAY ~ 31 ~ 32",
        "DAY ~ Tue ~ Tux",
        "YEAR ~ 2026 ~ 202",
        "HOUR ~ 23 ~ 24",
        "MINUTE ~ 59 ~ 60",
        "SECOND ~ 60.123 ~ 61",
        "TIME ~ 12:34:56,789 ~ 12.34",
        "TZ ~ CEST ~ cest",
        "DATE_US ~ 12/31/2026 ~ 31/12/2026",
        "DATE_EU ~ 31.12.2026 ~ 12.31.2026",
        "DATE ~ 31-12-26 ~ 2026-12-31",
        "DATESTAMP ~ 31.12.2026 12:34:56 ~ 31.12.2026",
        "ISO8601_TIMEZONE ~ +01:00 ~ CET",
        "TIMESTAMP_ISO8601 ~ 2026-12-31T12:34:56.789+01:00 ~ 2026-12-31",
        "HTTPDATE ~ 10/Oct/2026:13:55:36 -0700 ~ 10/10/2026:13:55:36 -0700",
        "SYSLOGTIMESTAMP ~ Jan  2 03:04:05 ~ 2 Jan 03:04:05",
        "PROG ~ cron ~ a b",
        "SYSLOGPROG ~ sshd[123] ~ sshd[]",
        "SYSLOGHOST ~ web-1 ~ a b",
        "SYSLOGBASE ~ Jan 22 03:04:05 web-1 sshd[123]: ~ web-1 sshd[123]:",
        "JAVACLASS ~ com.example.Shop$1 ~ com..Shop",
        "JAVAFILE ~ Shop.java ~ Shop/java",
        "JAVAMETHOD ~ <init> ~ <x>",
        "COMMONAPACHELOG ~ 1.2.3.4 - - [10/Oct/2026:13:55:36 -0700] \"-\" 408 - ~ 1.2.3.4 - -",
        "COMBINEDAPACHELOG ~ a - - [10/Oct/2026:13:55:36 -0700] \"GET /\" 200 1 \"-\" \"-\" ~ a - -",
      })
  void everyPatternOfTheLibraryTakesWhatItIsNamedForAndNothingElse(
      String name, String good, @Nullable String bad) {
    Parser parser = format("^(?<all>%{" + name + "})$").newParser();
    assertThat(Seen.parsed(parser, good)).as(good).isNotNull();
    if (bad != null) {
      assertThat(Seen.parsed(parser, bad)).as(bad).isNull();
    }
  }

  @Test
  void noPatternOfTheLibraryIsWithoutAnExample() throws Exception {
    String[] examples =
        GrokPatternTest.class
            .getDeclaredMethod(
                "everyPatternOfTheLibraryTakesWhatItIsNamedForAndNothingElse",
                String.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class)
            .value();
    assertThat(GrokLibrary.builtIn().names())
        .allMatch(name -> Arrays.stream(examples).anyMatch(it -> it.startsWith(name + " ")));
  }

  @Test
  void definitionsOfTheUserComeFirst() {
    ParserSpec format =
        Formats.of(
            "grok",
            FormatOption.PATTERN,
            "%{ORDER:order} %{INT:n}",
            FormatOption.GROK_PATTERNS,
            "# ours\n\nORDER [A-Z]{2}-%{INT}\r\nINT [0-9a-f]+\n");
    assertThat(Formats.seen(format, "AB-1f ff").fields())
        .containsExactly(entry("order", "'AB-1f'"), entry("n", "'ff'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "x %{IPORHOT:client} ~ Column 5: there is no pattern named IPORHOT.",
        "%{ ~ Column 1: the %{ is never closed by a }.",
        "a %{INT:n:int ~ Column 3: the %{ is never closed by a }.",
        "%{INT:n:integer} ~ Column 9: a type is int, float or bool.",
        "%{INT:1n} ~ Column 7: a field's name is letters, digits and characters of _.@/-, and"
            + " begins with a letter, _ or @.",
        "%{INT:a b} ~ Column 8: a field's name is letters, digits and characters of _.@/-, and"
            + " begins with a letter, _ or @.",
        "%{INT:} ~ Column 7: a field's name is letters, digits and characters of _.@/-, and"
            + " begins with a letter, _ or @.",
        "%{} ~ Column 3: there is no pattern named .",
        "%{INT:n} (x ~ Column 10: the ( is never closed.",
        "%{INT:n} [z-a] ~ Column 11: invalid character class range: z-a.",
        "%{INT:n}x{1001} ~ Column 10: invalid repeat count: {1001}.",
        "(?:%{URI:u}){500} ~ Column 13: the pattern up to here makes more than 4000 steps;"
            + " repeat less, or use * or +.",
      })
  void whatIsWrongIsSaidOfTheUsersOwnPattern(String pattern, String message) {
    assertThat(Formats.problem("grok", FormatOption.PATTERN, pattern).sentences())
        .isEqualTo(message);
  }

  @Test
  void ofAnUnknownNameItIsKnownWhichThereAre() {
    BadFormat problem = Formats.problem("grok", FormatOption.PATTERN, "%{IPORHOT:client}");
    assertThat(problem.word()).isEqualTo("IPORHOT");
    assertThat(problem.known()).contains("IPORHOST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "A %{A} ~ Line 1, A: Column 1: A is defined by itself.",
        "A %{B};B %{A} ~ Line 1, A: Column 1: B is defined by itself.",
        "A x;A y ~ Line 2: A is there twice, first in line 1.",
        "A ~ Line 1: A line must be a name of letters, digits and _, a blank, and a pattern.",
        ";a-b x ~ Line 2: A line must be a name of letters, digits and _, a blank, and a pattern.",
        "A x;B (y ~ Line 2, B: Column 1: the ( is never closed.",
        "A x%{C} ~ Line 1, A: Column 4: there is no pattern named C.",
      })
  void definitionsThatAreWrongAreRefusedWithTheirPlace(String definitions, String message) {
    BadFormat problem =
        Formats.problem(
            "grok",
            FormatOption.PATTERN,
            "%{INT:a}",
            FormatOption.GROK_PATTERNS,
            definitions.replace(';', '\n'));
    assertThat(problem.sentences()).isEqualTo(message);
    assertThat(problem.option()).isEqualTo(FormatOption.GROK_PATTERNS);
  }

  @Test
  void definitionsThatGrowWithoutEndAreRefused() {
    var definitions = new StringBuilder("P0 xxxxxxxxxxxxxxxx\n");
    for (int i = 1; i < 30; i++) {
      definitions.append("P%d %%{P%d}%%{P%d}\n".formatted(i, i - 1, i - 1));
    }
    assertThat(
            Formats.problem(
                    "grok",
                    FormatOption.PATTERN,
                    "%{P29:a}",
                    FormatOption.GROK_PATTERNS,
                    definitions.toString())
                .sentences())
        .contains("more than 4000 steps");
  }

  private static Seen seen(String pattern, String line) {
    return Formats.seen(format(pattern), line);
  }

  private static ParserSpec format(String pattern) {
    return Formats.of("grok", FormatOption.PATTERN, pattern);
  }
}
