package io.tailrace.outputs;

import io.tailrace.outputs.Delivery.Refused;
import java.util.List;

/**
 * What a destination would be sent, without one: records are encoded and put into requests by the
 * output's own code, which are then only measured. Used by one thread.
 */
public interface Preview {
  /**
   * One request.
   *
   * @param bodyBytes the length of its body, compressed if it would be
   * @param refused the records that would not be sent, since the destination would never take them
   */
  record Request(long bodyBytes, List<Refused> refused) {
    public Request {
      refused = List.copyOf(refused);
    }
  }

  /** The encoder whose records {@link #request} is for; always the same. */
  Encoder encoder();

  /** The request that would carry these records. */
  Request request(Selection selection);
}
