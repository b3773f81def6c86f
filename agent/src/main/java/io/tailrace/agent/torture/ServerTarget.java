package io.tailrace.agent.torture;

import io.tailrace.agent.demo.ElasticsearchDestination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A server that misbehaves: Elasticsearch, scripted or with a real one behind it, or Loki. */
final class ServerTarget implements Target {
  private static final String ELASTICSEARCH = "elasticsearch";

  private final String output;
  private final String name;
  private final Path stateDirectory;
  private final Audit audit;
  private final DeadLetterTail letters;
  private final FaultPlan plan;
  private final UnreliableServer server;
  private final LongSupplier again;
  private final Optional<ElasticsearchDestination> real;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private ServerTarget(
      String output,
      String name,
      Path stateDirectory,
      Audit audit,
      Store store,
      LongSupplier again,
      Optional<ElasticsearchDestination> real,
      long seed)
      throws IOException {
    this.output = output;
    this.name = name;
    this.stateDirectory = stateDirectory;
    this.audit = audit;
    this.letters = new DeadLetterTail(stateDirectory, output, audit);
    this.plan = new FaultPlan(store.faults(), seed);
    this.server = new UnreliableServer(store, plan);
    this.again = again;
    this.real = real;
    real.ifPresent(destination -> settings.putAll(destination.agentSettings()));
    settings.put("TAILRACE_OUTPUTS", output);
    settings.put(
        output.equals(ELASTICSEARCH) ? "TAILRACE_ELASTICSEARCH_URL" : "TAILRACE_LOKI_URL",
        server.url().toString());
  }

  /** An Elasticsearch that keeps nothing but the ids. */
  static ServerTarget scriptedElasticsearch(Path stateDirectory, long seed) throws IOException {
    var audit = new Audit();
    var store = new BulkStore(new MemoryIndex(), audit);
    return new ServerTarget(
        ELASTICSEARCH,
        "a scripted Elasticsearch",
        stateDirectory,
        audit,
        store,
        store::again,
        Optional.empty(),
        seed);
  }

  /**
   * A real Elasticsearch, with what misbehaves before it as a proxy would.
   *
   * @param behind where it is
   */
  static ServerTarget realElasticsearch(
      ElasticsearchDestination destination, RealIndex behind, Path stateDirectory, long seed)
      throws IOException {
    var audit = new Audit();
    var store = new BulkStore(behind, audit);
    return new ServerTarget(
        ELASTICSEARCH,
        destination.name() + " behind a bad proxy",
        stateDirectory,
        audit,
        store,
        store::again,
        Optional.of(destination),
        seed);
  }

  static ServerTarget scriptedLoki(Path stateDirectory, long seed) throws IOException {
    var audit = new Audit();
    var store = new LokiStore(audit);
    return new ServerTarget(
        "loki",
        "a scripted Loki",
        stateDirectory,
        audit,
        store,
        store::again,
        Optional.empty(),
        seed);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String promise() {
    return once()
        ? "once: what comes again has the same id, and is not stored again"
        : "at least once: Loki knows an entry again by stream, time and line; what comes again"
            + " with another of these is stored again";
  }

  @Override
  public boolean once() {
    return output.equals(ELASTICSEARCH);
  }

  @Override
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public Audit audit() {
    return audit;
  }

  @Override
  public void look() throws IOException {
    letters.look();
  }

  @Override
  public void down() throws IOException {
    server.down();
  }

  @Override
  public void up() throws IOException {
    server.up();
  }

  @Override
  public void heal() throws IOException {
    plan.heal();
    server.up();
  }

  @Override
  public boolean isHealed() {
    return plan.isHealed();
  }

  @Override
  public Audit finalAudit() throws IOException {
    look();
    if (real.isEmpty()) {
      return audit;
    }
    var last = new Audit();
    last.shows(audit);
    new DeadLetterTail(stateDirectory, output, last).look();
    real.get().forEach((text, position) -> last.delivered(text));
    return last;
  }

  @Override
  public Map<Fault, Integer> faults() {
    return plan.served();
  }

  @Override
  public long again() {
    return again.getAsLong();
  }

  @Override
  public void close() {
    server.close();
  }
}
