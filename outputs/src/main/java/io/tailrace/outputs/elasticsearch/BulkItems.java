package io.tailrace.outputs.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the answer to a {@code _bulk} request, while it arrives:
 *
 * <pre>{@code
 * {"errors":true,"took":7,"items":[{"create":{"status":201}},
 *  {"create":{"status":400,"error":{"type":"document_parsing_exception","reason":"…"}}}]}
 * }</pre>
 *
 * <p>Also with {@code "errors":false} each item is listed: an answer proves that it is about all
 * that was sent only by their number, and 26 bytes for each cost less than a resend. Only items
 * that are not a success are kept.
 */
final class BulkItems {
  private static final JsonFactory JSON = new JsonFactory();

  /** An item that was not indexed. */
  record Failure(int item, int status, ServerError error) {
    String text() {
      return error.after("status " + status);
    }
  }

  private final List<Failure> failures = new ArrayList<>();
  private int count;
  private boolean saysErrors;

  private BulkItems() {}

  /**
   * Reads a whole answer.
   *
   * @param expected how many items there must be
   * @return nothing when it is not such an answer, or one of another number of items
   */
  static Optional<BulkItems> read(InputStream body, int expected) throws IOException {
    // One byte more than the longest good answer, so that a longer one shows.
    byte[] begun = body.readNBytes(AllCreated.maxLength(expected) + 1);
    if (AllCreated.says(begun, begun.length, expected)) {
      return Optional.of(new BulkItems());
    }
    return parse(new SequenceInputStream(new ByteArrayInputStream(begun), body), expected);
  }

  private static Optional<BulkItems> parse(InputStream body, int expected) {
    var items = new BulkItems();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      boolean whole = items.readAnswer(json, expected) && json.nextToken() == null;
      return whole && items.count == expected && items.saysErrors
          ? Optional.of(items)
          : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** The items that failed, in the order they were sent. */
  List<Failure> failures() {
    return failures;
  }

  private boolean readAnswer(JsonParser json, int expected) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("errors")) {
        saysErrors = value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE;
      } else if (name.equals("items")) {
        boolean first = count == 0 && failures.isEmpty();
        if (!first || value != JsonToken.START_ARRAY || !readItems(json, expected)) {
          return false;
        }
      } else {
        json.skipChildren();
      }
    }
    return json.currentToken() == JsonToken.END_OBJECT;
  }

  private boolean readItems(JsonParser json, int expected) {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      boolean isOne =
          count < expected
              && json.nextToken() == JsonToken.PROPERTY_NAME
              && json.nextToken() == JsonToken.START_OBJECT
              && readItem(json)
              && json.nextToken() == JsonToken.END_OBJECT;
      if (!isOne) {
        return false;
      }
      count++;
    }
    return json.currentToken() == JsonToken.END_ARRAY;
  }

  private boolean readItem(JsonParser json) {
    int status = -1;
    ServerError error = ServerError.UNKNOWN;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("status")) {
        // A second one that is no number must not leave the first one standing.
        status = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : -1;
        json.skipChildren();
      } else if (name.equals("error")) {
        error = ServerError.readValue(json);
      } else {
        json.skipChildren();
      }
    }
    if (status < 200 || status > 299) {
      failures.add(new Failure(count, status, error));
    }
    return status >= 0;
  }
}
