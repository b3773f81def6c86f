package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShipperStatus.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code /}: the page for people. One file without scripts or anything to load, which loads itself
 * again every other second. Its style is named by its hash in the content policy, so that nothing
 * that slips into the page can have any.
 */
final class StatusPage {
  /** More than anybody reads; the files that are furthest behind come first. */
  static final int MAX_FILES = 100;

  private static final String STYLE = style();

  /** The style's hash as the Content-Security-Policy header spells it. */
  static final String STYLE_HASH = hash(STYLE);

  private final Throughput throughput = new Throughput();

  byte[] of(AgentStatus status) {
    var html = new Html();
    html.markup("<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n");
    html.markup("<meta name=viewport content=\"width=device-width, initial-scale=1\">\n");
    html.markup("<meta name=color-scheme content=\"light dark\">\n");
    html.markup("<meta http-equiv=refresh content=2>\n<title>Tailrace</title>\n");
    html.markup("<style>").markup(STYLE).markup("</style>\n</head>\n<body>\n");
    writeHead(status, html);
    writeOutputs(status, html);
    writeFiles(status, html);
    writeUnread(status.unread(), html);
    writeInputs(status.inputs(), html);
    writeFoot(status, html);
    return html.markup("</body>\n</html>\n").bytes();
  }

  private static void writeHead(AgentStatus status, Html html) {
    Summary summary = Summary.of(status);
    html.markup("<header><h1>Tailrace</h1> <span class=quiet>").text(status.version());
    html.markup(", up ").text(age(status, status.startedAt())).markup("</span></header>\n");
    html.markup(
        switch (summary.tone()) {
          case GOOD -> "<p class=\"summary good\">";
          case WAITING -> "<p class=\"summary waits\">";
          case BAD -> "<p class=\"summary bad\">";
        });
    html.text(summary.sentence()).markup("</p>\n");
    for (String reason : status.reload().refusedBecause()) {
      html.markup("<p class=reason>New settings are refused: ").text(reason).markup("</p>\n");
    }
  }

  private void writeOutputs(AgentStatus status, Html html) {
    html.markup("<h2>Outputs</h2>\n");
    for (OutputStatus output : status.outputs()) {
      html.markup("<section><h3>").text(output.name()).markup(" <span class=quiet>");
      html.text(output.type().equals(output.name()) ? "" : output.type()).markup("</span> ");
      writeState(status, output.shipper().state(), html);
      LedgerBar.draw(output.total(), html);
      writeLedger(output.total(), html);
      writeNumbers(status, output, html);
      html.markup("</section>\n");
    }
  }

  private void writeNumbers(AgentStatus status, OutputStatus output, Html html) {
    ShipperStatus shipper = output.shipper();
    long rate = throughput.bytesPerSecond(status, output);
    long deadLetters = shipper.recordsDeadLettered();
    String last = shipper.lastDelivery().map(at -> age(status, at) + " ago").orElse("never");
    html.markup("<dl>");
    writeNumber("throughput", Wording.bytes(rate) + "/s", "", html);
    writeNumber("records delivered", Wording.grouped(shipper.recordsDelivered()), "", html);
    writeNumber("dead letters", Wording.grouped(deadLetters), deadLetters > 0 ? "dead" : "", html);
    writeNumber("requests", Wording.grouped(shipper.attempts()), "", html);
    writeNumber("retries", Wording.grouped(shipper.retries()), "", html);
    writeNumber("in flight", Wording.grouped(shipper.batchesInFlight()), "", html);
    writeNumber("last delivery", last, "", html);
    html.markup("</dl>");
  }

  private static void writeState(AgentStatus status, State state, Html html) {
    switch (state) {
      case State.Healthy() -> html.markup("<span class=\"badge good\">healthy</span></h3>");
      case State.Retrying(Instant since, String reason) -> {
        html.markup("<span class=\"badge waits\">retrying for ").text(age(status, since));
        html.markup("</span></h3><p class=reason>").text(reason).markup("</p>");
      }
      case State.Blocked(Instant since, String reason) -> {
        html.markup("<span class=\"badge bad\">blocked for ").text(age(status, since));
        html.markup("</span></h3><p class=reason>").text(reason).markup("</p>");
      }
    }
  }

  private static void writeLedger(Ledger ledger, Html html) {
    html.markup("<p class=ledger>").text(LedgerBar.words(ledger));
    if (ledger.lostBytes() > 0) {
      html.markup(", <strong>").text(Wording.bytes(ledger.lostBytes())).markup(" lost</strong>");
    }
    html.markup("</p>");
  }

  private static void writeNumber(String name, String value, String cssClass, Html html) {
    html.markup("<div><dt>").text(name).markup("</dt><dd class=\"").text(cssClass).markup("\">");
    html.text(value).markup("</dd></div>");
  }

  private static void writeFiles(AgentStatus status, Html html) {
    List<FileStatus> shown =
        status.files().stream()
            .sorted(
                Comparator.comparingLong(FileStatus::waitingBytes)
                    .reversed()
                    .thenComparing(FileStatus::path))
            .limit(MAX_FILES)
            .toList();
    html.markup("<h2>Files <span class=quiet>").text(Wording.grouped(status.files().size()));
    html.markup("</span></h2>\n");
    for (FileStatus file : shown) {
      writeFile(file, status.outputs().size() > 1, html);
    }
    int omitted = status.files().size() - shown.size();
    if (omitted > 0) {
      html.markup("<p class=quiet>and ").text(Wording.count(omitted, "more file"));
      html.markup(" that wait for less</p>\n");
    }
  }

  private static void writeUnread(UnreadStatus unread, Html html) {
    if (unread.count() == 0) {
      return;
    }
    html.markup("<h2>Not read <span class=quiet>").text(Wording.grouped(unread.count()));
    html.markup("</span></h2>\n<div class=wide><table><tbody>\n");
    for (UnreadStatus.Entry entry : unread.first()) {
      html.markup("<tr><td>").text(entry.path()).markup("<td>").text(entry.reason());
      html.markup("</tr>\n");
    }
    html.markup("</tbody></table></div>\n");
  }

  private static void writeFile(FileStatus file, boolean namesOutputs, Html html) {
    html.markup("<section class=file><p class=path title=\"generation ").text(file.generation());
    html.markup("\">").text(file.path());
    if (file.held()) {
      html.markup(" <span class=\"badge waits\">rotated away, kept until shipped</span>");
    }
    html.markup("</p>");
    file.ledgers()
        .forEach((output, ledger) -> writeShipped(namesOutputs ? output : "", ledger, html));
    html.markup("</section>\n");
  }

  private static void writeShipped(String output, Ledger ledger, Html html) {
    html.markup("<div class=shipped><span class=quiet>").text(output).markup("</span>");
    LedgerBar.draw(ledger, html);
    writeLedger(ledger, html);
    html.markup("</div>");
  }

  private static void writeInputs(List<InputStatus> inputs, Html html) {
    html.markup("<h2>Inputs</h2>\n<div class=wide><table><thead><tr><th>input<th>parser<th>output");
    html.markup("<th>events<th>filtered out<th>parse errors<th>no time<th>bad time<th>cut");
    html.markup("<th>invalid UTF-8<th>transform errors</tr></thead><tbody>\n");
    for (InputStatus input : inputs) {
      input
          .counters()
          .forEach((output, counters) -> {
            html.markup("<tr><td>").text(input.name()).markup("<td>").text(input.parser());
            writeBeside(counters.formats(), html);
            html.markup("<td>").text(output);
            writeCell(counters.events(), html);
            writeCell(counters.filtered(), html);
            writeBeside(counters.drops(), html);
            writeCell(counters.parseErrors(), html);
            writeCell(counters.withoutTime(), html);
            writeCell(counters.badTimes(), html);
            writeCell(counters.truncated(), html);
            writeCell(counters.invalidUtf8(), html);
            writeCell(counters.transformErrors(), html);
            html.markup("</tr>\n");
          });
    }
    html.markup("</tbody></table></div>\n");
  }

  private static void writeCell(long count, Html html) {
    html.markup("<td class=number>").text(Wording.grouped(count));
  }

  /** Beside what they are parts of: formats and what has dropped events. */
  private static void writeBeside(Map<String, Long> parts, Html html) {
    parts.forEach((name, count) -> {
      html.markup(" <span class=quiet>").text(name).markup(" ");
      html.text(Wording.grouped(count)).markup("</span>");
    });
  }

  private static void writeFoot(AgentStatus status, Html html) {
    StateStatus state = status.state();
    html.markup("<footer><p>Checkpoint ");
    html.text(
        state.checkpointAge(status.now()).map(a -> Wording.time(a) + " ago").orElse("none yet"));
    html.markup(" in <code>").text(state.directory()).markup("</code>");
    if (state.checkpointFailures() > 0) {
      html.markup(", ").text(Wording.count(state.checkpointFailures(), "failure"));
    }
    writeHeld(state.held(), html);
    html.markup("; ");
    html.text(Wording.bytes(status.process().residentBytes())).markup(" of memory</p>\n");
    html.markup("<p><a href=\"/metrics\">metrics</a> <a href=\"/api/status\">JSON</a> ");
    html.markup("<a href=\"/healthz\">health</a> <a href=\"/readyz\">readiness</a></p></footer>\n");
  }

  private static void writeHeld(HoldStatus held, Html html) {
    if (held.files() > 0) {
      html.markup("; ").text(Wording.count(held.files(), "rotated file")).markup(" held, ");
      html.text(Wording.bytes(held.bytes())).markup(" of at most ");
      html.text(Wording.bytes(held.maxBytes()));
    }
    if (held.lostBytes() > 0) {
      html.markup("; <strong>").text(Wording.bytes(held.lostBytes()));
      html.markup(" lost, for removed files took more</strong>");
    }
    held.problem().ifPresent(why -> html.markup("; no hard links: ").text(why));
  }

  private static String age(AgentStatus status, Instant since) {
    return Wording.time(Duration.between(since, status.now()));
  }

  private static String style() {
    try (InputStream css = StatusPage.class.getResourceAsStream("status.css")) {
      if (css == null) {
        throw new IllegalStateException("status.css is missing from the class path");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String style) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
