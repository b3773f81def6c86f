package io.tailrace.outputs.loki;

import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.Overloaded;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TooLarge;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Delivery.Undeliverable;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.HttpFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What Loki answered a push.
 *
 * @param text the start of the body
 * @param retryAfter how long it, or a proxy before it, asked to wait
 */
record PushAnswer(int status, String text, Optional<Duration> retryAfter) {
  /** Enough for the first of Loki's complaints. */
  private static final int MAX_REASON = 300;

  /** The status for a tenant whose ingestion was stopped: 2xx, and yet all is discarded. */
  static final int INGESTION_BLOCKED = 260;

  /** What is to be made of it; depends on nothing but the answer. */
  Delivery delivery(Selection sent) {
    return switch (status) {
      case INGESTION_BLOCKED -> refused(sent, "Loki discards what it gets, ingestion is blocked: ");
      case 401, 403 -> blocked("give or mend the credentials or the tenant");
      case 404, 405 -> blocked("this is no Loki push API: look at the URL and its path");
      case 413 -> new TooLarge(reason());
      case 422 -> refused(sent, "Loki finds no valid stream, a fault of this agent: ");
      // More than the limit's burst at once is refused in the same words as too much in a second.
      case 429 -> new Overloaded(retryAfter, reason(), false);
      default -> byClass(sent);
    };
  }

  private Delivery byClass(Selection sent) {
    if (status >= 400 && saysTooLarge()) {
      return new TooLarge(reason());
    }
    if (status >= 500 || status == 408 || status == 425) {
      return new TryAgain(retryAfter, reason());
    }
    if (status >= 400) {
      // The valid entries of the request are stored. They are sent again in the bisection, as the
      // very bytes they were, and Loki drops what it has.
      return text.contains("no org id") ? blocked("set the tenant") : new Undeliverable(reason());
    }
    if (status >= 300) {
      return blocked("it redirects elsewhere: use the URL it redirects to");
    }
    return isStored()
        ? new Delivered()
        : refused(sent, "not an answer Loki gives for stored entries: ");
  }

  /**
   * The gRPC limit between Loki's parts has no status of its own, and versions before 3.5 answered
   * 400 to a body over the limit.
   */
  private boolean saysTooLarge() {
    return text.contains("ResourceExhausted")
        || text.contains("message larger than max")
        || text.contains("request body too large")
        || text.contains("message size too large");
  }

  private Blocked blocked(String advice) {
    return new Blocked(reason() + "; " + advice);
  }

  /**
   * All of them. Where ingestion is blocked by policy, other streams of the request may have been
   * stored; one entry too many among the dead letters is better than one lost.
   */
  private PartlyDelivered refused(Selection sent, String why) {
    List<Refused> all =
        Arrays.stream(sent.records()).mapToObj(i -> new Refused(i, why + reason())).toList();
    return new PartlyDelivered(List.of(), all, Optional.empty(), "");
  }

  /** One printable line, whatever the other side wrote. */
  private String reason() {
    String start = HttpFailure.oneLine(text, MAX_REASON);
    return start.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + start;
  }

  /** Loki answers 204; what speaks its protocol without being Loki may say 200 or 202. */
  private boolean isStored() {
    return status == 200 || status == 202 || status == 204;
  }

  /** Whether records are refused for something that no single one of them is to blame for. */
  boolean isAlarming() {
    return status == 422 || (status >= 200 && status < 300 && !isStored());
  }
}
