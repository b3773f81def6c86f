package io.tailrace.agent.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusPageTest {
  private final String page = new String(new StatusPage().of(Samples.retrying()), UTF_8);

  @Test
  void whatHasDroppedEventsStandsBesideTheirSum() {
    assertThat(page)
        .contains(
            "<td class=number>456 <span class=quiet>only_if 400</span>"
                + " <span class=quiet>sample 56</span><td class=number>3");
  }

  @Test
  void anInputsRowHasACellForEachHeading() {
    String table = page.substring(page.indexOf("<h2>Inputs</h2>"));
    String head = table.substring(0, table.indexOf("</thead>"));
    String row = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));

    assertThat(row.split("<td", -1)).hasSameSizeAs(head.split("<th(?!ead)", -1));
  }
}
