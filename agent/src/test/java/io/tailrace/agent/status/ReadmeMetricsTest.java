package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README lists the metrics there are; what this prints when it fails goes there. */
class ReadmeMetricsTest {
  @Test
  void readmeListsEveryMetricAsItIsNow() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    String listed =
        readme
            .substring(
                readme.indexOf("<!-- metrics:begin -->") + "<!-- metrics:begin -->".length(),
                readme.indexOf("<!-- metrics:end -->"))
            .strip();

    assertThat(listed).isEqualTo(Metric.markdown().strip());
  }
}
