package io.tailrace.outputs;

import java.io.IOException;
import java.time.Instant;

/** Where the records go that a destination refuses for good. Called by shipping threads. */
public interface DeadLetters {
  /**
   * Keeps one record; durable when it returns.
   *
   * @throws IOException when it could not be kept; the record is not settled then
   */
  void keep(DeadLetter letter) throws IOException;

  /**
   * @param output the output's name
   * @param source where the record came from
   * @param offset its byte offset there
   * @param body what {@link Output#deadLetter} made of it: a JSON object on one line
   */
  record DeadLetter(
      String output, Instant time, String reason, Source source, long offset, String body) {}
}
