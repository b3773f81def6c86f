package io.tailrace.agent.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreadStatusTest {
  private static AgentStatus with(UnreadStatus unread) {
    AgentStatus well = Samples.shipped();
    return new AgentStatus(
        well.version(),
        well.startedAt(),
        well.now(),
        well.inputs(),
        well.outputs(),
        well.files(),
        unread,
        well.state(),
        well.reload(),
        well.process());
  }

  @Test
  void beforeTheFirstLookAtTheFilesNothingIsReady() {
    AgentStatus status = with(new UnreadStatus(false, Map.of(), List.of()));

    assertThat(Readiness.of(status).reasons())
        .containsExactly("the files have not been looked at yet");
    assertThat(Readiness.of(with(UnreadStatus.NONE)).ready()).isTrue();
  }

  @Test
  void whatIsNotReadIsInTheMetricsAndOnThePage() throws IOException {
    AgentStatus status =
        with(
            new UnreadStatus(
                true,
                Map.of("link", 2, "denied", 0),
                List.of(new UnreadStatus.Entry("/var/log/<b>.log", "symbolic link"))));

    assertThat(new String(MetricsText.of(status), UTF_8))
        .contains("tailrace_files_unread{reason=\"link\"} 2.0")
        .contains("tailrace_files_unread{reason=\"denied\"} 0.0");
    assertThat(new String(new StatusPage().of(status), UTF_8))
        .contains("Not read")
        .contains("<td>/var/log/&lt;b&gt;.log<td>symbolic link");
    assertThat(new String(new StatusJson().of(status), UTF_8))
        .contains("\"first\":[{\"path\":\"/var/log/<b>.log\",\"reason\":\"symbolic link\"}]");
  }

  @Test
  void whereAllIsReadThePageDoesNotSpeakOfIt() {
    assertThat(new String(new StatusPage().of(with(UnreadStatus.NONE)), UTF_8))
        .doesNotContain("Not read");
  }
}
