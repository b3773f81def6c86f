package io.tailrace.outputs.elasticsearch;

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
import io.tailrace.outputs.elasticsearch.BulkItems.Failure;
import io.tailrace.outputs.http.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the answer to a {@code _bulk} request means. */
final class BulkAnswer {
  /**
   * Errors that are about how the request was sent or where to, not about a record in it, whatever
   * their status: no record may be given up for them.
   */
  private static final List<String> NOT_ABOUT_RECORDS =
      List.of(
          "index_not_found_exception",
          "invalid_index_name_exception",
          "index_closed_exception",
          "cluster_block_exception",
          "security_exception",
          "media_type_header_exception");

  private BulkAnswer() {}

  /**
   * Classifies an answer.
   *
   * @param headers by their names in lower case
   * @param body read to its end at most
   * @param now for a {@code Retry-After} that is a date
   */
  static Delivery classify(
      int status, Map<String, String> headers, InputStream body, Selection selection, Instant now)
      throws IOException {
    Optional<Duration> after = RetryAfter.of(headers, now);
    if (status >= 200 && status <= 299) {
      return BulkItems.read(body, selection.count())
          .map(items -> ofItems(items, selection, after))
          .orElseGet(() -> new TryAgain(after, "the answer to _bulk was not to be understood"));
    }
    return ofStatus(status, ServerError.read(body), after);
  }

  private static Delivery ofStatus(int status, ServerError error, Optional<Duration> after) {
    String reason = error.after("status " + status);
    return switch (status) {
      case 400 -> ofBadRequest(error, reason);
      case 401 ->
          new Blocked("the credentials are not accepted: check API key or password; " + reason);
      case 403 -> new Blocked("the credentials may not create documents in the target; " + reason);
      case 404 ->
          new Blocked(
              "the target or the pipeline does not exist, or the URL is not that of Elasticsearch; "
                  + reason);
      case 413 -> new TooLarge(reason);
      case 429 -> new Overloaded(after, reason, error.exceedsLimit());
      case 408, 425 -> new TryAgain(after, reason);
      default ->
          status >= 500
              ? new TryAgain(after, reason)
              : new Blocked("this is not an answer of Elasticsearch: check the URL; " + reason);
    };
  }

  private static Delivery ofBadRequest(ServerError error, String reason) {
    return isAboutRecords(error) ? new Undeliverable(reason) : new Blocked(reason);
  }

  private static boolean isAboutRecords(ServerError error) {
    boolean isPipelineMissing =
        error.type().equals("illegal_argument_exception")
            && error.reason().startsWith("pipeline with id [");
    return !isPipelineMissing && !NOT_ABOUT_RECORDS.contains(error.type());
  }

  private static Delivery ofItems(BulkItems items, Selection selection, Optional<Duration> after) {
    List<Integer> retry = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    String retryReason = "";
    for (Failure failure : items.failures()) {
      int record = selection.record(failure.item());
      switch (fate(failure)) {
        case THERE -> {}
        case LATER -> {
          retry.add(record);
          retryReason = failure.text();
        }
        case NEVER -> refused.add(new Refused(record, failure.text()));
        case BLOCKED -> {
          return new Blocked(failure.text());
        }
      }
    }
    if (retry.isEmpty() && refused.isEmpty()) {
      return new Delivered();
    }
    return retry.size() == selection.count()
        ? ofNothingTaken(items, after, retryReason)
        : new PartlyDelivered(retry, refused, after, retryReason);
  }

  private static Delivery ofNothingTaken(
      BulkItems items, Optional<Duration> after, String retryReason) {
    List<Failure> failures = items.failures();
    return failures.stream().allMatch(failure -> failure.status() == 429)
        ? new Overloaded(
            after, retryReason, failures.stream().anyMatch(f -> f.error().exceedsLimit()))
        : new TryAgain(after, retryReason);
  }

  private enum Fate {
    THERE,
    LATER,
    NEVER,
    /**
     * The whole selection waits and is sent again with the same ids, though some of it is there: by
     * far the most such errors hit all of it, and nothing may be given up for them.
     */
    BLOCKED
  }

  private static Fate fate(Failure failure) {
    int status = failure.status();
    if (status == 409) {
      boolean isOther =
          !failure.error().type().isEmpty()
              && !failure.error().type().equals("version_conflict_engine_exception");
      return isOther ? Fate.LATER : Fate.THERE;
    }
    if (status == 429 || status == 408 || status >= 500 || status < 400) {
      return Fate.LATER;
    }
    boolean isBlocked = status == 401 || status == 403 || !isAboutRecords(failure.error());
    return isBlocked ? Fate.BLOCKED : Fate.NEVER;
  }
}
