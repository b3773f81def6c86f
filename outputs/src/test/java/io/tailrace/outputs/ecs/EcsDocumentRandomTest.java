package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Random records, read back as strictly as can be. */
class EcsDocumentRandomTest {
  private static final int ROUNDS = 3_000;
  private static final long READ = 1_767_323_045_000_000_000L;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Names that collide with nothing. */
  private static final List<String> HARMLESS =
      List.of("a", "user", "x.y", "é", "a b", "{", "\"}}\n{\"delete\":{", "\\", "\t", "logs", "s");

  /** Names that do, with each other as well as with those of the document. */
  private static final List<String> NASTY =
      List.of(
          "message",
          "message.x",
          "@timestamp",
          "log",
          "log.level",
          "log.file",
          "log.file.path",
          "log.flags",
          "service",
          "service.name",
          "service.name.x",
          "service.version",
          "host",
          "host.name",
          "error",
          "kubernetes.pod",
          "original",
          "original.message",
          "original.log.level",
          "original.service",
          "original_2.message",
          "_id",
          "_source");

  private static final List<String> VALUES =
      List.of("", "x", "\"}}\n{\"delete\":{}}\n", "\\\"", "\u0000\r\n\t", "é😀", "null", "1");

  private final EcsDocument document = new EcsDocument();
  private final Batch batch = new Batch(256);

  @Test
  void harmlessRecordIsReadBackAsItWas() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var sample = new Sample(random, HARMLESS);
      assertThat(sample.written()).as("seed %d, round %d", seed, round).isEqualTo(sample.tree);
    }
  }

  @Test
  void recordWithAnyNamesLosesNoValueAndHasNoPathTwice() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(NASTY);
    names.addAll(HARMLESS);
    for (int round = 0; round < ROUNDS; round++) {
      var sample = new Sample(random, names);
      Map<String, Object> written = sample.written();
      String what = "seed " + seed + ", round " + round + ": " + written;
      assertThat(written.values()).as(what).containsAll(sample.valuesOfRecord);
      assertThat(written).as(what).containsAllEntriesOf(sample.ours);
      assertThat(written.keySet()).as(what).doesNotContain("_id", "_source");
      Set<String> paths = new HashSet<>();
      collectPaths("", written, paths, what);
      for (String path : sample.sourcePaths) {
        assertThat(paths).as(what).contains(path);
      }
    }
  }

  /** No path is there twice, and none of ours or the source's is both a value and an object. */
  private static void collectPaths(String above, Map<?, ?> object, Set<String> paths, String what) {
    object.forEach((name, value) -> {
      String path = above + name;
      if (value instanceof Map<?, ?> inner) {
        collectPaths(path + ".", inner, paths, what);
      } else {
        assertThat(paths.add(path)).as("%s twice in %s", path, what).isTrue();
      }
    });
    if (above.isEmpty()) {
      for (String own : List.of("@timestamp", "message", "log.file.path", "service.name")) {
        assertThat(paths).as(what).noneMatch(path -> path.startsWith(own + "."));
      }
      for (String root : List.of("log", "log.file", "service", "host", "error")) {
        assertThat(object.get(root) == null || !paths.contains(root)).as(what).isTrue();
      }
    }
  }

  /** One record and what is to be read back. */
  private final class Sample {
    final Map<String, Object> tree = new LinkedHashMap<>();
    final Map<String, Object> ours = new LinkedHashMap<>();
    final List<Object> valuesOfRecord = new ArrayList<>();
    final Set<String> sourcePaths = Set.of("service.name", "kubernetes.pod.name");
    private final Random random;
    private final LogRecord record;
    private final Source source;

    Sample(Random random, List<String> names) {
      this.random = random;
      String message = pick(VALUES);
      RecordText text = new RecordText(message);
      record = text.record;
      record.timeNanos(READ);
      ours.put("@timestamp", "2026-01-02T03:04:05.000Z");
      if (!message.isEmpty()) {
        ours.put("message", message);
      }
      if (random.nextBoolean()) {
        record.severity(Severity.ERROR);
        ours.put("log.level", "error");
      }
      tree.putAll(ours);
      addFields(text, names);
      source =
          new Source(
              "AAAAAAAAAAAAAAA0",
              "/var/log/\"a\n.log",
              Map.of("service.name", pick(VALUES), "kubernetes.pod.name", "p"));
      ours.put("log.file.path", source.path());
      ours.put("log.offset", 7);
      tree.putAll(ours);
      tree.putAll(source.fields());
    }

    private void addFields(RecordText text, List<String> names) {
      Set<String> used = new HashSet<>();
      int count = random.nextInt(8);
      for (int i = 0; i < count; i++) {
        String name = pick(names);
        if (used.stream().noneMatch(other -> isRelated(name, other)) && used.add(name)) {
          addField(text, name, i);
        }
      }
    }

    /** A record at odds with itself is refused by the destination: not what is tested here. */
    private static boolean isRelated(String name, String other) {
      return name.equals(other) || name.startsWith(other + ".") || other.startsWith(name + ".");
    }

    private void addField(RecordText text, String name, int i) {
      String escaped = random.nextInt(4) == 0 ? allEscaped(name) : escaped(name);
      String value = i + pick(VALUES);
      Object expected = value;
      switch (random.nextInt(5)) {
        case 0 -> text.field(escaped, value, ValueKind.TEXT);
        case 1 -> text.field(escaped, escaped(value), ValueKind.JSON_TEXT);
        case 2 -> {
          text.field(escaped, "100" + i, ValueKind.NUMBER);
          expected = 1000 + i;
        }
        case 3 -> {
          Map<String, Object> object = randomObject(value);
          text.field(escaped, pretty(object), ValueKind.JSON);
          expected = object;
        }
        default -> {
          text.field(escaped, "[\n1,\r\n" + i + "]", ValueKind.JSON);
          expected = List.of(1, i);
        }
      }
      tree.put(name, expected);
      valuesOfRecord.add(expected);
    }

    private Map<String, Object> randomObject(String value) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put(pick(List.of("k", "name", "level", "file", "path", "offset")), value);
      if (random.nextBoolean()) {
        object.put("file", Map.of(pick(List.of("path", "line")), value));
      }
      return object;
    }

    private <T> T pick(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    Map<String, Object> written() {
      batch.clear();
      document.write(record, source, 7, 0, batch);
      return Json.parse(new String(batch.bytes(), 0, batch.size(), UTF_8));
    }
  }

  private static String pretty(Map<String, Object> object) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object);
  }

  private static String allEscaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    return escaped.toString();
  }

  private static String escaped(String text) {
    byte[] plain = text.getBytes(UTF_8);
    byte[] target = new byte[plain.length * JsonText.MAX_GROWTH];
    return new String(target, 0, JsonText.escape(plain, 0, plain.length, target, 0), UTF_8);
  }
}
