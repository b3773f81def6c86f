package io.tailrace.agent.torture;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An index that keeps nothing but the ids it has. For any thread; the lock is held for one request.
 */
final class MemoryIndex implements BulkStore.Index {
  private static final String INFO =
      """
      {"name":"torture","cluster_name":"torture","cluster_uuid":"t",
       "version":{"number":"9.5.3","build_flavor":"default","build_type":"docker",
        "build_hash":"0","build_date":"2026-01-01T00:00:00Z","build_snapshot":false,
        "lucene_version":"10.0.0","minimum_wire_compatibility_version":"8.19.0",
        "minimum_index_compatibility_version":"8.0.0"},
       "tagline":"You Know, for Search"}
      """;

  private final ReentrantLock lock = new ReentrantLock();
  private final IdTable ids = new IdTable();

  @Override
  public int[] create(HttpCall call, List<BulkStore.Item> items) {
    lock.lock();
    try {
      return items.stream().mapToInt(item -> ids.add(item.id()) ? 201 : 409).toArray();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public HttpReply ask(HttpCall call) {
    return call.method().equals("GET") && call.target().equals("/")
        ? HttpReply.json(200, INFO)
        : HttpReply.json(200, "{\"acknowledged\":true}");
  }
}
