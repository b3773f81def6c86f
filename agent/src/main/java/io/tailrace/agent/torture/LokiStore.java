package io.tailrace.agent.torture;

import com.google.protobuf.InvalidProtocolBufferException;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.tailrace.outputs.loki.proto.EntryAdapter;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import okio.ByteString;

/**
 * Speaks Loki's push API and does with entries what Loki does: those it refuses do not keep it from
 * storing the others of the request, and an entry that is there, with its stream, time and line, is
 * not stored again. For any thread; the lock is held for one request.
 */
final class LokiStore implements Store {
  /**
   * Loki does not say which entry it refuses, so the agent halves requests down to it: a dozen for
   * each, every one of them faulty now and then.
   */
  private static final int REFUSED_OF_POISONED = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final IdTable entries = new IdTable();
  private final Audit audit;
  private long again;

  LokiStore(Audit audit) {
    this.audit = audit;
  }

  /** Loki's answer is its status: what follows it is not read, so it cannot be garbage. */
  @Override
  public List<Fault> faults() {
    return List.of(
        Fault.RESET,
        Fault.RESET_AFTER,
        Fault.CLOSED_AFTER,
        Fault.STALLED,
        Fault.TOO_MANY,
        Fault.UNAVAILABLE,
        Fault.CUT_OFF);
  }

  @Override
  public boolean brings(HttpCall call) {
    return call.target().equals("/loki/api/v1/push");
  }

  @Override
  public HttpReply take(HttpCall call, Fault fault, FaultPlan plan) {
    if (!brings(call)) {
      return HttpReply.json(200, "{\"version\":\"3.0.0\"}");
    }
    try {
      List<String> refused = store(PushRequest.parseFrom(decompress(call.body().toByteArray())));
      return refused.isEmpty() ? HttpReply.empty(204) : refusal(String.join("\n", refused));
    } catch (InvalidProtocolBufferException | MalformedInputException e) {
      return refusal(e.toString());
    }
  }

  /** How many entries came again that were there already. */
  long again() {
    lock.lock();
    try {
      return again;
    } finally {
      lock.unlock();
    }
  }

  private List<String> store(PushRequest push) {
    var refused = new ArrayList<String>();
    lock.lock();
    try {
      for (StreamAdapter stream : push.getStreamsList()) {
        for (EntryAdapter entry : stream.getEntriesList()) {
          if (isPoisoned(entry.getLine())) {
            refused.add("entry for stream '" + stream.getLabels() + "' is refused by torture");
          } else {
            store(stream, entry);
          }
        }
      }
      return refused;
    } finally {
      lock.unlock();
    }
  }

  private void store(StreamAdapter stream, EntryAdapter entry) {
    String id =
        stream.getLabels()
            + entry.getTimestamp().getSeconds()
            + '.'
            + entry.getTimestamp().getNanos()
            + entry.getLine();
    if (entries.add(id)) {
      audit.delivered(entry.getLine());
    } else {
      again++;
    }
  }

  private static boolean isPoisoned(String line) {
    return Event.in(line) instanceof Event.Sighting.Whole(Event event)
        && event.isPoisoned()
        && event.number() / 100 % REFUSED_OF_POISONED == 0;
  }

  private static HttpReply refusal(String text) {
    return new HttpReply(400, Map.of(), ByteString.encodeUtf8(text));
  }

  private static byte[] decompress(byte[] body) {
    var snappy = new SnappyJavaDecompressor();
    byte[] plain = new byte[snappy.getUncompressedLength(body, 0)];
    int length = snappy.decompress(body, 0, body.length, plain, 0, plain.length);
    return Arrays.copyOf(plain, length);
  }
}
