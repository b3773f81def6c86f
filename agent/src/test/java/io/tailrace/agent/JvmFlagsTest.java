package io.tailrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM says nothing of a method that it is told not to inline and that is not there. */
class JvmFlagsTest {
  private static final String NOT_INLINED = "-XX:CompileCommand=dontinline,";

  static List<String> notInlined() throws IOException {
    return Files.readAllLines(Path.of("src/main/launcher/jvm.options")).stream()
        .filter(line -> line.startsWith(NOT_INLINED))
        .map(line -> line.substring(NOT_INLINED.length()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("notInlined")
  void methodThatIsNotToBeInlinedIsThere(String pattern) throws ClassNotFoundException {
    String[] parts = pattern.split("::", -1);

    assertThat(parts).hasSize(2);
    assertThat(Arrays.stream(Class.forName(parts[0]).getDeclaredMethods()))
        .anyMatch(method -> method.getName().equals(parts[1]));
  }

  @Test
  void commandsAreNotPrinted() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/main/launcher/jvm.options")))
        .containsSubsequence("-XX:CompileCommand=quiet", NOT_INLINED + notInlined().getFirst());
  }
}
