package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.http.HttpFailure;
import io.tailrace.outputs.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What Elasticsearch says of an error: {@code {"type":"document_parsing_exception","reason":"…"}}.
 * Both are on one line and not long, or empty when nothing is known.
 *
 * <p>The reason is without what is known to quote the record: a preview of the field's value. The
 * causes, which quote it too, are not read at all. The name of the field stays, and that is what
 * helps.
 *
 * @param exceedsLimit whether the request alone is more than the server has room for at any time
 */
record ServerError(String type, String reason, boolean exceedsLimit) {
  static final ServerError UNKNOWN = new ServerError("", "", false);

  /**
   * What indexing pressure says: {@code rejected execution of coordinating operation […,
   * coordinating_operation_bytes=61790813, max_coordinating_bytes=53687091]}. The limit's name has
   * changed between versions, and OpenSearch has {@code shard_} or {@code node_} before both.
   */
  private static final Pattern OPERATION_AND_LIMIT =
      Pattern.compile("operation_bytes=(\\d{1,18}), [a-z_]{0,20}max_[a-z_]{0,40}bytes=(\\d{1,18})");

  /** What Elasticsearch 9 says of a single document over the limit of an operation. */
  private static final String DOCUMENT_OVER_LIMIT = "Request contains an operation of size [";

  private static final JsonFactory JSON = new JsonFactory();
  private static final String QUOTE = "Preview of field's value";

  private static ServerError of(String type, String reason) {
    int quote = reason.indexOf(QUOTE);
    return new ServerError(
        HttpFailure.oneLine(type),
        HttpFailure.oneLine(quote < 0 ? reason : reason.substring(0, quote)),
        exceedsLimit(reason));
  }

  private static boolean exceedsLimit(String reason) {
    Matcher sizes = OPERATION_AND_LIMIT.matcher(reason);
    while (sizes.find()) {
      if (Long.parseLong(sizes.group(1)) > Long.parseLong(sizes.group(2))) {
        return true;
      }
    }
    return reason.startsWith(DOCUMENT_OVER_LIMIT);
  }

  /**
   * The error that is all there is in a body: {@code {"error":{…},"status":400}}. Unknown for
   * anything else, such as a proxy's HTML.
   */
  static ServerError read(InputStream body) throws IOException {
    byte[] head = body.readNBytes(HttpResponse.MAX_BODY_BYTES);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), head)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return UNKNOWN;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isError = json.currentName().equals("error");
        json.nextToken();
        if (isError) {
          return readValue(json);
        }
        json.skipChildren();
      }
      return UNKNOWN;
    } catch (JacksonException notJson) {
      return UNKNOWN;
    }
  }

  /** The error that the parser is at: an object, or a text that is a reason. */
  static ServerError readValue(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return of("", json.getString());
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return UNKNOWN;
    }
    String type = "";
    String reason = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("type")) {
        type = json.getString();
      } else if (value == JsonToken.VALUE_STRING && name.equals("reason")) {
        reason = json.getString();
      } else {
        json.skipChildren();
      }
    }
    return of(type, reason);
  }

  /** What is known, put after a status. */
  String after(String status) {
    return status + (type.isEmpty() ? "" : ", " + type) + (reason.isEmpty() ? "" : ": " + reason);
  }
}
