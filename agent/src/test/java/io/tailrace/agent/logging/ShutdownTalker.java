package io.tailrace.agent.logging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A process of its own that goes on logging for half a second after its shutdown began. */
final class ShutdownTalker {
  private ShutdownTalker() {}

  public static void main(String[] args) {
    Logging logging = Logging.configure(Level.INFO, LogFormat.TEXT, System.out);
    Logger log = LoggerFactory.getLogger(ShutdownTalker.class);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              for (int i = 0; i < 10; i++) {
                log.info("draining {}", i);
                // Time for the JDK's own hook to run, which is what this is about.
                pause();
              }
              log.info("drained");
              logging.close();
            }));
    System.exit(0);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
