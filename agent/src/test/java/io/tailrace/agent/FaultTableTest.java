package io.tailrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every fault that this project knows has a test that is tagged with it, and the table in
 * ARCHITECTURE.md says which. The faults are in {@code faults.txt}.
 */
class FaultTableTest {
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([TELS][0-9]+)\"\\)");
  private static final Pattern METHOD = Pattern.compile("^  (?:public )?void (\\w+)\\(");

  @Test
  void everyFaultHasATest() throws IOException {
    Map<String, Set<String>> tests = tests();

    assertThat(faults().keySet()).allSatisfy(fault -> assertThat(tests).containsKey(fault));
  }

  @Test
  void everyTagIsAFault() throws IOException {
    assertThat(faults().keySet()).containsAll(tests().keySet());
  }

  @Test
  void architectureHasTheTableAsItIsNow() throws IOException {
    String page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    String begin = "<!-- faults:begin -->";

    String listed =
        page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- faults:end -->"));

    assertThat(listed.strip()).isEqualTo(table().strip());
  }

  static String table() throws IOException {
    Map<String, Set<String>> tests = tests();
    StringBuilder table = new StringBuilder("| | What goes wrong | Tests |\n|---|---|---|\n");
    faults()
        .forEach((fault, what) ->
            table.append(
                "| %s | %s | %s |\n"
                    .formatted(
                        fault, what, String.join("<br>", tests.getOrDefault(fault, Set.of())))));
    return table.toString();
  }

  private static Map<String, String> faults() throws IOException {
    Map<String, String> faults = new LinkedHashMap<>();
    try (InputStream lines = FaultTableTest.class.getResourceAsStream("faults.txt")) {
      String text =
          new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          faults.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    }
    return faults;
  }

  /** The tests of each fault, as {@code Class.method}. */
  private static Map<String, Set<String>> tests() throws IOException {
    Map<String, Set<String>> tests = new LinkedHashMap<>();
    for (String module : List.of("parsers", "outputs", "agent")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          collect(file, tests);
        }
      }
    }
    return tests;
  }

  private static void collect(Path file, Map<String, Set<String>> tests) throws IOException {
    String name = file.getFileName().toString().replace(".java", "");
    List<String> tags = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher tag = TAG.matcher(line);
      if (tag.find()) {
        tags.add(tag.group(1));
      }
      Matcher method = METHOD.matcher(line);
      if (method.find()) {
        String test = "`" + name + "." + method.group(1) + "`";
        tags.forEach(fault -> tests.computeIfAbsent(fault, _ -> new TreeSet<>()).add(test));
        tags.clear();
      }
    }
  }
}
