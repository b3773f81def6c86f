package io.tailrace.agent.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/** Kills a server at its time and starts it again a while later. Runs on a thread of its own. */
final class ServerCrash implements Callable<ServerCrash.Downtime> {
  /** Long enough for anything on its way to fail. */
  private static final Duration DEAD = Duration.ofSeconds(3);

  private final ElasticsearchProcess server;
  private final Duration delay;
  private final InstantSource clock;

  /**
   * @param killed with SIGKILL
   * @param answering after it was started again
   */
  record Downtime(Instant killed, Instant answering) {
    Duration length() {
      return Duration.between(killed, answering);
    }
  }

  ServerCrash(ElasticsearchProcess server, Duration delay, InstantSource clock) {
    this.server = server;
    this.delay = delay;
    this.clock = clock;
  }

  @Override
  public Downtime call() throws IOException, InterruptedException {
    Thread.sleep(delay);
    Instant killed = clock.instant();
    server.kill();
    Thread.sleep(DEAD);
    server.startAgain();
    return new Downtime(killed, clock.instant());
  }
}
