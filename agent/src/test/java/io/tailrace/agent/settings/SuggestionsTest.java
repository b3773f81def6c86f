package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void theDistanceCountsInsertionsOmissionsReplacementsAndSwaps() {
    assertThat(Suggestions.distance("paths", "paths")).isZero();
    assertThat(Suggestions.distance("path", "paths")).isEqualTo(1);
    assertThat(Suggestions.distance("pahts", "paths")).isEqualTo(1);
    assertThat(Suggestions.distance("poths", "paths")).isEqualTo(1);
    assertThat(Suggestions.distance("", "paths")).isEqualTo(5);
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void onlyWhatIsNearIsSuggested() {
    List<String> known = List.of("TAILRACE_PATHS", "TAILRACE_PARSER");

    assertThat(Suggestions.nearest("TAILRACE_PATH", known)).contains("TAILRACE_PATHS");
    assertThat(Suggestions.nearest("TAILRACE_PARSR", known)).contains("TAILRACE_PARSER");
    assertThat(Suggestions.nearest("TAILRACE_OTHER", known)).isEmpty();
    assertThat(Suggestions.nearest("TAILRACE_P", known)).isEmpty();
  }
}
