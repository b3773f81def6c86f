package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as the downward API writes them, and others. */
class PodInfoFileTest {
  @TempDir Path directory;

  private final List<String> troubles = new ArrayList<>();

  private Map<String, String> parse(String text) {
    return PodInfoFile.parse("labels", text, troubles::add);
  }

  @Test
  void namesAndValuesAreInTheOrderOfTheFile() {
    assertThat(parse("tier=\"web\"\napp.kubernetes.io/name=\"shop\"\nempty=\"\"\n"))
        .containsExactly(
            Map.entry("tier", "web"),
            Map.entry("app.kubernetes.io/name", "shop"),
            Map.entry("empty", ""));
    assertThat(troubles).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a=b, a=b",
        "say \\\"hi\\\", say \"hi\"",
        "C:\\\\logs, C:\\logs",
        "\\u00a0\\u200b|, \u00a0\u200b|",
        "\\U0001f600, \uD83D\uDE00",
        "\\x7f|, \u007f|",
        "\\xff, \uFFFD",
        "grün, grün",
      })
  void escapesMeanWhatGoMeansByThem(String quoted, String text) {
    assertThat(parse("note=\"" + quoted + "\"")).containsExactly(Map.entry("note", text));
    assertThat(troubles).isEmpty();
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(parse("note=\"\\a\\b\\f\\n\\r\\t\\v\""))
        .containsExactly(Map.entry("note", "\u0007\b\f\n\r\t\u000b"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "secret,it is not key=\"value\"",
        "=\"secret\",it is not key=\"value\"",
        "two words=\"secret\",it is not key=\"value\"",
        "k=secret,no \" begins the value in column 3",
        "k=,no \" begins the value in column 3",
        "k=\"secret,no \" ends the value in column 10",
        "k=\"secret\\,there is no such escape in column 11",
        "k=\"\\q\",there is no such escape in column 5",
        "k=\"a\" b,something follows the value in column 6",
        "k=\"\\x0G\",no hexadecimal digit",
        "k=\"\\x0,no hexadecimal digit",
        "k=\"\\ud83d\",there is no such character in column 10",
        "k=\"\\U00110000\",there is no such character in column 14",
        "k=\"\\Uffffffff\",there is no such character in column 14",
        "a=\"2\",a is there twice",
      })
  void aLineThatIsWrongIsSaidWithItsPlaceAndLeftOut(String line, String what) {
    assertThat(parse("a=\"1\"\n" + line + "\nz=\"3\"\n"))
        .containsExactly(Map.entry("a", "1"), Map.entry("z", "3"));
    assertThat(troubles).hasSize(1);
    assertThat(troubles.getFirst()).startsWith("labels:2: " + what).doesNotContain("secret");
  }

  @Test
  void ofAnotherKindOfFileOnlyTheBeginningIsSaid() {
    assertThat(parse("nonsense\n".repeat(1000) + "a=\"1\"")).isEmpty();
    assertThat(troubles).hasSize(6).last().isEqualTo("labels: the lines after 5 are not read");
  }

  @Test
  void aFileThatIsNotThereHasNothingInIt() {
    assertThat(PodInfoFile.read(directory.resolve("labels"), troubles::add)).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("labels"));
    Path large = Files.writeString(directory.resolve("large"), "a".repeat((2 << 20) + 1));

    assertThat(PodInfoFile.read(folder, troubles::add)).isEmpty();
    assertThat(PodInfoFile.read(large, troubles::add)).isEmpty();
    assertThat(troubles)
        .containsExactly(folder + ": it is not a file", large + ": it is larger than 2MiB");
  }

  @Test
  void itIsReadThroughTheLinksThatKubernetesMakes() throws Exception {
    Path data = Files.createDirectory(directory.resolve("..2026_11_29"));
    Files.writeString(data.resolve("labels"), "app=\"shop\"\n");
    Files.setPosixFilePermissions(
        data.resolve("labels"), PosixFilePermissions.fromString("r--r--r--"));
    Files.createSymbolicLink(directory.resolve("..data"), data.getFileName());
    Files.createSymbolicLink(directory.resolve("labels"), Path.of("..data", "labels"));

    assertThat(PodInfoFile.read(directory.resolve("labels"), troubles::add))
        .containsExactly(Map.entry("app", "shop"));
  }
}
