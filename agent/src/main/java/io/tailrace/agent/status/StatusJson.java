package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShipperStatus.State;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code /api/status}: the whole {@link AgentStatus}. Every field is always there and always in
 * this order; what is unknown is {@code null}. Times are ISO 8601 in UTC.
 *
 * <pre>
 * {"version":"0.1.0","startedAt":"…","now":"…","summary":"Everything shipped.",
 *  "ready":true,"notReadyBecause":[],
 *  "inputs":[{"name":"default","parser":"auto","outputs":{
 *    "es":{"events":12,"formats":{"json":{"events":12,"because":"begins with a brace and …"}},
 *    "filtered":2,"drops":{"sample":2},"parseErrors":0,"withoutTime":0,
 *    "badTimes":0,"truncated":0,"invalidUtf8":0,"transformErrors":0,"redactions":{"email":3}}}}],
 *  "outputs":[{"name":"es","type":"elasticsearch","state":"healthy","since":null,"reason":null,
 *    "batchesInFlight":0,"recordsDelivered":12,"bytesDelivered":4096,"recordsDeadLettered":0,
 *    "attempts":1,"retries":0,"lastDelivery":"…","ledger":{"writtenBytes":2048,
 *    "deliveredBytes":2048,"deadLetteredBytes":0,"filteredBytes":0,"waitingBytes":0,"lostBytes":0}}],
 *  "files":[{"path":"/var/log/app.log","generation":"…","input":"default","sizeBytes":2048,
 *    "held":false,"outputs":{"es":{"writtenBytes":2048,…}}}],"filesOmitted":0,
 *  "unread":{"counts":{"link":0,"denied":1,…},
 *    "first":[{"path":"/var/log/x.log","reason":"permission denied"}]},
 *  "state":{"directory":"/var/log/.tailrace","checkpointed":"…","checkpointFailures":0,
 *    "problem":null,"held":{"files":0,"bytes":0,"maxBytes":1073741824,"lostFiles":0,"lostBytes":0,
 *    "problem":null}},
 *  "settings":{"file":"/etc/tailrace/agent.env","reloads":2,"lastReload":"…","refusals":1,
 *    "refusedBecause":["TAILRACE_LOKI_URL: …"]},
 *  "process":{"residentBytes":81234567,"heapUsedBytes":0,"heapMaxBytes":0,"cpuSeconds":1.5}}
 * </pre>
 */
final class StatusJson {
  /** The files listed, those first that are furthest behind; a million of them is possible. */
  static final int MAX_FILES = 1_000;

  private final JsonFactory json = new JsonFactory();

  byte[] of(AgentStatus status) {
    // Through chars, not bytes: half a surrogate pair then becomes a question mark, no exception.
    var text = new StringWriter(4096);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      writeHead(status, out);
      writeInputs(status.inputs(), out);
      writeOutputs(status.outputs(), out);
      writeFiles(status.files(), out);
      writeUnread(status.unread(), out);
      writeState(status.state(), out);
      writeReload(status.reload(), out);
      writeProcess(status.process(), out);
      out.writeEndObject();
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeHead(AgentStatus status, JsonGenerator out) {
    out.writeStringProperty("version", status.version());
    out.writeStringProperty("startedAt", status.startedAt().toString());
    out.writeStringProperty("now", status.now().toString());
    out.writeStringProperty("summary", Summary.of(status).sentence());
    Readiness readiness = Readiness.of(status);
    out.writeBooleanProperty("ready", readiness.ready());
    out.writeArrayPropertyStart("notReadyBecause");
    readiness.reasons().forEach(out::writeString);
    out.writeEndArray();
  }

  private static void writeInputs(List<InputStatus> inputs, JsonGenerator out) {
    out.writeArrayPropertyStart("inputs");
    for (InputStatus input : inputs) {
      out.writeStartObject();
      out.writeStringProperty("name", input.name());
      out.writeStringProperty("parser", input.parser());
      out.writeObjectPropertyStart("outputs");
      input
          .counters()
          .forEach((output, counters) -> {
            out.writeObjectPropertyStart(output);
            out.writeNumberProperty("events", counters.events());
            writeFormats(counters.formats(), input.reasons(), out);
            out.writeNumberProperty("filtered", counters.filtered());
            writeCounts("drops", counters.drops(), out);
            out.writeNumberProperty("parseErrors", counters.parseErrors());
            out.writeNumberProperty("withoutTime", counters.withoutTime());
            out.writeNumberProperty("badTimes", counters.badTimes());
            out.writeNumberProperty("truncated", counters.truncated());
            out.writeNumberProperty("invalidUtf8", counters.invalidUtf8());
            out.writeNumberProperty("transformErrors", counters.transformErrors());
            writeCounts("redactions", counters.redactions(), out);
            out.writeEndObject();
          });
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeFormats(
      Map<String, Long> formats, Map<String, String> reasons, JsonGenerator out) {
    out.writeObjectPropertyStart("formats");
    formats.forEach((format, events) -> {
      out.writeObjectPropertyStart(format);
      out.writeNumberProperty("events", events);
      out.writeStringProperty("because", reasons.get(format));
      out.writeEndObject();
    });
    out.writeEndObject();
  }

  private static void writeCounts(String name, Map<String, Long> counts, JsonGenerator out) {
    out.writeObjectPropertyStart(name);
    counts.forEach(out::writeNumberProperty);
    out.writeEndObject();
  }

  private static void writeOutputs(List<OutputStatus> outputs, JsonGenerator out) {
    out.writeArrayPropertyStart("outputs");
    for (OutputStatus output : outputs) {
      out.writeStartObject();
      out.writeStringProperty("name", output.name());
      out.writeStringProperty("type", output.type());
      writeDestination(output.shipper().state(), out);
      writeShipper(output.shipper(), out);
      writeLedger("ledger", output.total(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeDestination(State state, JsonGenerator out) {
    switch (state) {
      case State.Healthy() -> writeDestination("healthy", null, null, out);
      case State.Retrying(Instant since, String reason) ->
          writeDestination("retrying", since, reason, out);
      case State.Blocked(Instant since, String reason) ->
          writeDestination("blocked", since, reason, out);
    }
  }

  private static void writeDestination(
      String state, @Nullable Instant since, @Nullable String reason, JsonGenerator out) {
    out.writeStringProperty("state", state);
    out.writeStringProperty("since", since == null ? null : since.toString());
    out.writeStringProperty("reason", reason);
  }

  private static void writeShipper(ShipperStatus shipper, JsonGenerator out) {
    out.writeNumberProperty("batchesInFlight", shipper.batchesInFlight());
    out.writeNumberProperty("recordsDelivered", shipper.recordsDelivered());
    out.writeNumberProperty("bytesDelivered", shipper.bytesDelivered());
    out.writeNumberProperty("recordsDeadLettered", shipper.recordsDeadLettered());
    out.writeNumberProperty("attempts", shipper.attempts());
    out.writeNumberProperty("retries", shipper.retries());
    writeTime("lastDelivery", shipper.lastDelivery(), out);
  }

  private static void writeFiles(List<FileStatus> files, JsonGenerator out) {
    List<FileStatus> listed =
        files.stream()
            .sorted(Comparator.comparingLong(FileStatus::waitingBytes).reversed())
            .limit(MAX_FILES)
            .toList();
    out.writeArrayPropertyStart("files");
    for (FileStatus file : listed) {
      out.writeStartObject();
      out.writeStringProperty("path", file.path());
      out.writeStringProperty("generation", file.generation());
      out.writeStringProperty("input", file.input());
      out.writeNumberProperty("sizeBytes", file.sizeBytes());
      out.writeBooleanProperty("held", file.held());
      out.writeObjectPropertyStart("outputs");
      for (Map.Entry<String, Ledger> ledger : file.ledgers().entrySet()) {
        writeLedger(ledger.getKey(), ledger.getValue(), out);
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberProperty("filesOmitted", files.size() - listed.size());
  }

  private static void writeUnread(UnreadStatus unread, JsonGenerator out) {
    out.writeObjectPropertyStart("unread");
    out.writeObjectPropertyStart("counts");
    unread.counts().forEach(out::writeNumberProperty);
    out.writeEndObject();
    out.writeArrayPropertyStart("first");
    for (UnreadStatus.Entry entry : unread.first()) {
      out.writeStartObject();
      out.writeStringProperty("path", entry.path());
      out.writeStringProperty("reason", entry.reason());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeLedger(String name, Ledger ledger, JsonGenerator out) {
    out.writeObjectPropertyStart(name);
    out.writeNumberProperty("writtenBytes", ledger.writtenBytes());
    out.writeNumberProperty("deliveredBytes", ledger.deliveredBytes());
    out.writeNumberProperty("deadLetteredBytes", ledger.deadLetteredBytes());
    out.writeNumberProperty("filteredBytes", ledger.filteredBytes());
    out.writeNumberProperty("waitingBytes", ledger.waitingBytes());
    out.writeNumberProperty("lostBytes", ledger.lostBytes());
    out.writeEndObject();
  }

  private static void writeState(StateStatus state, JsonGenerator out) {
    out.writeObjectPropertyStart("state");
    out.writeStringProperty("directory", state.directory());
    writeTime("checkpointed", state.checkpointed(), out);
    out.writeNumberProperty("checkpointFailures", state.checkpointFailures());
    out.writeStringProperty("problem", state.problem().orElse(null));
    writeHeld(state.held(), out);
    out.writeEndObject();
  }

  private static void writeHeld(HoldStatus held, JsonGenerator out) {
    out.writeObjectPropertyStart("held");
    out.writeNumberProperty("files", held.files());
    out.writeNumberProperty("bytes", held.bytes());
    out.writeNumberProperty("maxBytes", held.maxBytes());
    out.writeNumberProperty("lostFiles", held.lostFiles());
    out.writeNumberProperty("lostBytes", held.lostBytes());
    out.writeStringProperty("problem", held.problem().orElse(null));
    out.writeEndObject();
  }

  private static void writeReload(ReloadStatus reload, JsonGenerator out) {
    out.writeObjectPropertyStart("settings");
    out.writeStringProperty("file", reload.file().orElse(null));
    out.writeNumberProperty("reloads", reload.reloads());
    writeTime("lastReload", reload.lastReload(), out);
    out.writeNumberProperty("refusals", reload.refusals());
    out.writeArrayPropertyStart("refusedBecause");
    reload.refusedBecause().forEach(out::writeString);
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeProcess(ProcessStatus process, JsonGenerator out) {
    out.writeObjectPropertyStart("process");
    out.writeNumberProperty("residentBytes", process.residentBytes());
    out.writeNumberProperty("heapUsedBytes", process.heapUsedBytes());
    out.writeNumberProperty("heapMaxBytes", process.heapMaxBytes());
    out.writeNumberProperty("cpuSeconds", process.cpuTime().toMillis() / 1e3);
    out.writeEndObject();
  }

  private static void writeTime(String name, Optional<Instant> time, JsonGenerator out) {
    out.writeStringProperty(name, time.map(Instant::toString).orElse(null));
  }
}
