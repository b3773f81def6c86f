package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file of settings: its variables or problems, and no line is passed over. */
class EnvFileFuzzTest {
  @MethodSource
  @FuzzTest
  void variablesOrProblems(byte[] input) throws IOException {
    Path file = Files.createTempFile("agent", ".env");
    try {
      Files.write(file, input);
      List<Problem> problems = new ArrayList<>();
      Map<String, Variable> variables = EnvFile.read(file, problems::add);
      long lines =
          new String(input, UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .count();
      assertThat(variables.size() + problems.size() >= Math.min(lines, 1)).isTrue();
      if (problems.isEmpty()) {
        // A value in quotes may have several lines.
        boolean whole = variables.values().stream().noneMatch(it -> it.value().contains("\n"));
        assertThat(variables.size()).isBetween(whole ? (int) lines : 0, (int) lines);
      }
      assertThat(variables.keySet()).allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    } finally {
      Files.delete(file);
    }
  }

  static Stream<byte[]> variablesOrProblems() {
    return Stream.of(
            "# comment\n\nTAILRACE_PATHS=/var/log/*.log   # why\nexport A='x # y' # z\n",
            "B=\"\\\" \\\\ \\n \\t\" # end\nB=again\n",
            "C='open\nD=\"open\nE=\"\\x\"\n=\n1A=2\n F = g\r\n",
            "K='a\n  b' # c\nL=\"d\\\"\n\n#e\"\nM='f\nN='g'\nO=\"\\\nP='\n\n",
            "G=#none\nH=a#b\nI=a #b\u2028J=1")
        .map(text -> text.getBytes(UTF_8));
  }
}
