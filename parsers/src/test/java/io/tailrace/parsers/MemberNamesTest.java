package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a parser remembers of earlier lines changes nothing in what it makes of the next. */
class MemberNamesTest {
  private static final List<String> NAMES =
      List.of(
          "time",
          "ts",
          "@timestamp",
          "level",
          "log.level",
          "message",
          "msg",
          "a",
          "b",
          "user",
          "duration_ms",
          "trace_id",
          "service",
          "service.name",
          "service.id",
          "event.original_time",
          "event.original_level",
          "log",
          "error",
          "error.message",
          "with\\\"quote",
          "b\\u0061",
          "a_name_that_is_longer_than_any_we_compare_at_once",
          "eight_by",
          "");

  private static final List<String> VALUES =
      List.of(
          "\"x\"",
          "\"\"",
          "1",
          "-2.5e3",
          "true",
          "null",
          "[1,{\"a\":2}]",
          "{}",
          "{\"a\":1}",
          "{\"name\":\"n\",\"id\":1}",
          "{\"level\":\"warn\"}",
          "{\"original_time\":1}",
          "\"2026-01-02T03:04:05Z\"",
          "\"no time\"",
          "\"INFO\"",
          "\"no level\"",
          "1767323045000");

  @Test
  void linesAreReadAsIfEachWereTheFirst() {
    Seeds.each(
        1,
        4_000,
        (random, seed) -> {
          JsonParser parser = new JsonParser();
          List<String> names = shuffled(random);
          for (int line = 0; line < 12; line++) {
            String text = line(random, names);
            assertThat(Seen.parsed(parser, text))
                .as("seed %d, line %d: %s", seed, line, text)
                .isEqualTo(Seen.parsed(new JsonParser(), text));
            if (random.nextInt(5) == 0) {
              names = changed(random, names);
            }
          }
        });
  }

  @Test
  void moreMembersThanAreRememberedAreReadToo() {
    JsonParser parser = new JsonParser();
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "name" + i).toList();
    for (int line = 0; line < 3; line++) {
      assertThat(Seen.parsed(parser, line(new Random(line), names))).isNotNull();
      List<String> twice = new ArrayList<>(names);
      twice.add("name" + line);
      assertThat(Seen.parsed(parser, line(new Random(line), twice))).isNull();
    }
  }

  private static List<String> shuffled(Random random) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names.subList(0, random.nextInt(8));
  }

  private static List<String> changed(Random random, List<String> names) {
    List<String> changed = new ArrayList<>(names);
    if (!changed.isEmpty() && random.nextBoolean()) {
      changed.remove(random.nextInt(changed.size()));
    } else {
      changed.add(random.nextInt(changed.size() + 1), NAMES.get(random.nextInt(NAMES.size())));
    }
    return changed;
  }

  private static String line(Random random, List<String> names) {
    StringBuilder line = new StringBuilder("{");
    for (String name : names) {
      line.append(line.length() == 1 ? "" : blank(random) + "," + blank(random));
      line.append('"').append(name).append('"').append(blank(random)).append(':');
      line.append(blank(random)).append(VALUES.get(random.nextInt(VALUES.size())));
    }
    return line.append('}').toString();
  }

  private static String blank(Random random) {
    return random.nextInt(20) == 0 ? " " : "";
  }
}
