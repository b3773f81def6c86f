package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of formats is what {@link FormatsPage} makes of the tests' lines. */
class FormatsPageTest {
  private static final Path PAGE = Path.of("..", "parsers", "FORMATS.md");

  private static final String WRITE = "tailrace.formats.write";

  private static final String COMMAND =
      "mvn test -pl parsers -Dtest=FormatsPageTest -D" + WRITE + "=true";

  @Test
  void isAsTheTestsHaveIt() throws IOException {
    String page = FormatsPage.text(COMMAND);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).as("stale; make it anew: %s", COMMAND).isEqualTo(page);
  }

  @Test
  void everyFormatIsOnIt() {
    for (String format : Corpus.FORMATS) {
      assertThat(FormatsPage.shown(format)).as(format).isNotEmpty();
    }
    for (FormatOption option : FormatOption.values()) {
      if (option != FormatOption.GROK_PATTERNS && option != FormatOption.SEPARATOR) {
        assertThat(FormatsPage.text(COMMAND)).contains("TAILRACE_" + option);
      }
    }
  }
}
