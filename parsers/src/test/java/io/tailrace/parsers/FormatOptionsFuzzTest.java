package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any text for each part of a format: it is right, or the problem says where it is wrong. What is
 * right makes a parser that keeps its promises.
 *
 * <p>An input is a byte that chooses the part, its text, a zero, and a line.
 */
class FormatOptionsFuzzTest {
  private static final FormatOption[] OPTIONS = FormatOption.values();

  private static final Pattern COLUMN = Pattern.compile("Column (\\d+): ");
  private static final Pattern LINE = Pattern.compile("Line (\\d+)[:,] ");

  /** Longer ones can count to more than a machine holds: that is for whoever sets one. */
  private static final int MAX_PATTERN = 40;

  /** What is there besides. */
  private static final Map<FormatOption, String> OTHERS =
      Map.of(
          FormatOption.PATTERN, "%{WORD:a} (?P<time>.*)",
          FormatOption.COLUMNS, "time,a:int,b");

  @MethodSource
  @FuzzTest
  void rightOrWrongAtAPlace(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int zero = 1;
    while (zero < input.length && input[zero] != 0) {
      zero++;
    }
    FormatOption option = OPTIONS[Math.floorMod(input[0], OPTIONS.length)];
    String text = new String(input, 1, zero - 1, UTF_8);
    byte[] line = Arrays.copyOfRange(input, Math.min(zero + 1, input.length), input.length);
    if (isPattern(option) && text.length() > MAX_PATTERN) {
      return;
    }
    try {
      ParserSpec format = format(option, text);
      assertThat(format).isEqualTo(format(option, text));
      FormatsFuzzTest.keepsPromises(format, line);
    } catch (BadFormat e) {
      assertSaysWhere(e, option, text);
    }
  }

  private static ParserSpec format(FormatOption option, String text) throws BadFormat {
    FormatOptions options = FormatOptions.NONE;
    for (Map.Entry<FormatOption, String> other : OTHERS.entrySet()) {
      options = options.with(other.getKey(), other.getValue());
    }
    return option == FormatOption.PARSER
        ? ParserSpec.parse(text, options)
        : ParserSpec.parse(readerOf(option), options.with(option, text));
  }

  private static String readerOf(FormatOption option) {
    return switch (option) {
      case KV_SEPARATORS -> "kv";
      case PATTERN, GROK_PATTERNS, TIME_FORMAT, TIME_ZONE -> "grok";
      case PARSER, COLUMNS, SEPARATOR -> "csv";
    };
  }

  private static void assertSaysWhere(BadFormat e, FormatOption option, String text) {
    // A parser may be named that no pattern here is for.
    assertThat(e.option() == option || option == FormatOption.PARSER).as(e.sentences()).isTrue();
    assertThat(e.sentences()).endsWith(".").doesNotContain("null");
    Matcher column = COLUMN.matcher(e.sentences());
    if (column.lookingAt()) {
      assertThat(Integer.parseInt(column.group(1)))
          .as(e.sentences())
          .isBetween(1, Math.max(1, text.length()));
    }
    Matcher line = LINE.matcher(e.sentences());
    if (line.lookingAt()) {
      assertThat(Long.parseLong(line.group(1)))
          .as(e.sentences())
          .isBetween(1L, 1 + text.chars().filter(c -> c == '\n').count());
    }
  }

  private static boolean isPattern(FormatOption option) {
    return option == FormatOption.PATTERN || option == FormatOption.GROK_PATTERNS;
  }

  static Stream<byte[]> rightOrWrongAtAPlace() {
    return Stream.of(
        input(FormatOption.PARSER, "cri|json|kv", "a=1"),
        input(FormatOption.PARSER, "json|| csv", "{\"message\":\"1,2,3\"}"),
        input(FormatOption.PATTERN, "%{INT:a:int} %{NUMBER:b:float}|(?P<c>x)", "17 1.5"),
        input(FormatOption.PATTERN, "%{WORD:a", "x"),
        input(FormatOption.GROK_PATTERNS, "# x\nA [a-c]+\nB %{A}{2}|\\d", "abc 1"),
        input(FormatOption.GROK_PATTERNS, "A %{B}\nB %{A}", ""),
        input(FormatOption.GROK_PATTERNS, "WORD x\n\nA\nA 1\nA 2", ""),
        input(
            FormatOption.COLUMNS, "time, level ,,a:int,b:float,c:bool", "2026-01-01,,x,1,1.5,true"),
        input(FormatOption.COLUMNS, "a,a", "1,2"),
        input(FormatOption.SEPARATOR, "\\t", "a\tb\tc"),
        input(FormatOption.SEPARATOR, ";;", ""),
        input(FormatOption.SEPARATOR, "", ""),
        input(FormatOption.KV_SEPARATORS, "", ""),
        input(FormatOption.TIME_FORMAT, "", "x 1"),
        input(FormatOption.TIME_ZONE, "", "x 1"),
        input(FormatOption.COLUMNS, "", "1"),
        input(FormatOption.PATTERN, "", "x"),
        input(FormatOption.KV_SEPARATORS, "\\s,;& =:", "a=1 b:2&c='x'"),
        input(FormatOption.KV_SEPARATORS, ";  =", "a = 1"),
        input(FormatOption.TIME_FORMAT, "d.M.yyyy H:mm[:ss][,SSS][ XXX]", "x 1.2.2026 3:04:05,678"),
        input(FormatOption.TIME_FORMAT, "yyyy-MM-dd'T'hh:mm", "x 2026-01-01T01:00"),
        input(FormatOption.TIME_FORMAT, "[yyyy", ""),
        input(FormatOption.TIME_ZONE, "Europe/Berlin", "x 2026-01-01T00:00:00"),
        input(FormatOption.TIME_ZONE, "+25:00", "x"));
  }

  private static byte[] input(FormatOption option, String text, String line) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(option.ordinal());
    bytes.writeBytes(text.getBytes(UTF_8));
    bytes.write(0);
    bytes.writeBytes(line.getBytes(UTF_8));
    return bytes.toByteArray();
  }
}
