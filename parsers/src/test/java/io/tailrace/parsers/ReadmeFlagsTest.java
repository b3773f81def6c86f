package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReadmeFlagsTest {
  private static final String BEGIN = "<!-- flags:begin -->";
  private static final String END = "<!-- flags:end -->";

  @Test
  void theTableHasEveryFlagInOrder() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(table.strip().lines().skip(2).map(row -> row.split("`", -1)[1]))
        .containsExactlyElementsOf(Arrays.stream(Flag.values()).map(Flag::label).toList());
  }
}
