package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any steps: right, or a problem. Any steps that are right, of any lines: records that are JSON.
 */
class TransformsFuzzTest {
  private static final JsonMapper JACKSON = new JsonMapper();
  private static final int MAX_STEPS_BYTES = 2_000;

  private static final List<String> STEPS =
      List.of(
          "rename a=b, b=a, \"x y\"=level, n=message, t0=time; remove c*, level",
          "add a=\"${a}${b.c}${message}\", b=${a}, level=${lv}, time=\"${d}\"; convert a:int, b:bool",
          "nest; flatten; nest a, b.c; flatten a",
          "flatten; nest; convert a:text; add message=${a}",
          "sample 50% by a, b.c; limit 3/s by level; dedup 1s; keep a~\"x;\" || level>=warn; drop b");

  /** The bytes up to a zero are steps, the rest are lines. */
  @MethodSource
  @FuzzTest
  void recordsOrAProblem(byte[] input) {
    int zero = 0;
    while (zero < input.length && input[zero] != 0) {
      zero++;
    }
    byte[] lines = Arrays.copyOfRange(input, Math.min(zero + 1, input.length), input.length);
    if (zero <= MAX_STEPS_BYTES) {
      try {
        Transforms.parse(new String(input, 0, zero, UTF_8));
        check(new String(input, 0, zero, UTF_8), lines);
      } catch (BadTransform e) {
        assertThat(e.sentences()).contains("olumn ");
      }
    }
    STEPS.forEach(steps -> check(steps, lines));
  }

  private static void check(String steps, byte[] lines) {
    byte[] before = lines.clone();
    List<String> records = new Transformed(steps).lines(lines);
    assertThat(lines).isEqualTo(before);
    for (String record : records) {
      if (!record.equals(Transformed.DROPPED)) {
        JACKSON.readTree(record);
      }
    }
    // What one record leaves behind changes nothing in the next.
    assertThat(new Transformed(steps).lines(lines)).isEqualTo(records);
  }

  static Stream<byte[]> recordsOrAProblem() {
    String lines =
        """
        {"a":{"b":{"c":"\\u0041\\n"},"b.c":1},"a.b":2,"c1":[{}],"lv":"warn","d":"2026-01-31T12:00:00Z"}
        {"a.b.c":1,"a.b":2,"a":"3","x y":"error","n":1e5,"t0":1769860800,"":0}
        level=warn a=+7 b.c=x msg="hi; there" b=yes
        plain text \\ with "quotes"
        {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}
        """;
    return Stream.concat(
            STEPS.stream(),
            Stream.of(
                "",
                ";;",
                "add a='x",
                "add \"a\\\"\"=\"\\\"${b}\"",
                "drop a==\"\\",
                "keep `a;`",
                "convert a:b:int",
                "limit 999999999/h",
                "dedup 24h by a",
                "remove *,\n\"*\""))
        .map(steps -> (steps + "\0" + lines).getBytes(UTF_8));
  }
}
