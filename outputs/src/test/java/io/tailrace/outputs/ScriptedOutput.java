package io.tailrace.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A destination that answers as a test tells it to, and remembers what it was sent. */
final class ScriptedOutput implements Output {
  private static final Source SOURCE = new Source("AAAAAAAAAAAAAAAA", "/var/log/a.log", Map.of());

  /** Answers one request. */
  interface Script {
    Delivery answer(List<String> records, Selection selection) throws InterruptedException;
  }

  private final int maxInFlight;
  private final Script script;

  /** Every request, in the order of arrival. */
  final List<List<String>> requests = new CopyOnWriteArrayList<>();

  ScriptedOutput(int maxInFlight, Script script) {
    this.maxInFlight = maxInFlight;
    this.script = script;
  }

  /** Answers the requests one after the other; the last answer stands for all that follow. */
  static ScriptedOutput answering(Delivery... deliveries) {
    List<Delivery> remaining = new ArrayList<>(List.of(deliveries));
    return new ScriptedOutput(
        1,
        (records, selection) ->
            remaining.size() > 1 ? remaining.removeFirst() : remaining.getFirst());
  }

  static Batch batch(String... records) {
    Batch batch = new Batch(64);
    for (int i = 0; i < records.length; i++) {
      byte[] bytes = records[i].getBytes(UTF_8);
      byte[] target = batch.reserve(bytes.length);
      System.arraycopy(bytes, 0, target, batch.size(), bytes.length);
      batch.advance(batch.size() + bytes.length);
      batch.endRecord(0, 0, SOURCE, i);
    }
    return batch;
  }

  static List<String> records(Selection selection) {
    return Arrays.stream(selection.records()).mapToObj(i -> text(selection.batch(), i)).toList();
  }

  static List<String> records(Batch batch) {
    return IntStream.range(0, batch.count()).mapToObj(i -> text(batch, i)).toList();
  }

  private static String text(Batch batch, int record) {
    int from = batch.recordFrom(record);
    return new String(batch.bytes(), from, batch.recordTo(record) - from, UTF_8);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Encoder newEncoder() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int maxInFlight() {
    return maxInFlight;
  }

  @Override
  public Delivery send(Selection selection) throws InterruptedException {
    List<String> records = records(selection);
    requests.add(records);
    return script.answer(records, selection);
  }

  @Override
  public Reachability reach() {
    return new Reachability.Reached("scripted");
  }

  @Override
  public String deadLetter(Batch batch, int record) {
    return text(batch, record);
  }

  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
