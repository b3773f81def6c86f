package io.tailrace.outputs.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.InfoResponse;
import co.elastic.clients.transport.TransportException;
import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpFailure;
import io.tailrace.outputs.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what answers at the URL, before the first record is sent there. */
final class ProductCheck {
  /** What was found. */
  sealed interface Finding {
    record Found(Product product) implements Finding {}

    /** It cannot be said now; the same may go well later. */
    record NotNow(String reason) implements Finding {}

    /** A person must act. */
    record Unusable(String reason) implements Finding {}
  }

  private final Cluster cluster;
  private final ElasticsearchClient client;

  ProductCheck(Cluster cluster, ElasticsearchClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  Finding run() throws InterruptedException {
    try {
      InfoResponse info = client.info();
      return new Finding.Found(
          new Product.Elasticsearch(
              HttpFailure.oneLine(info.version().number()),
              HttpFailure.oneLine(info.clusterName())));
    } catch (ClusterTransport.NoAnswer e) {
      return new Finding.NotNow(String.valueOf(e.getMessage()));
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (ElasticsearchException | TransportException notTyped) {
      // The client only knows its own product; what it does not take is looked at by hand.
      return askPlainly();
    } catch (IOException e) {
      return new Finding.NotNow(HttpFailure.oneLine(String.valueOf(e.getMessage())));
    }
  }

  private Finding askPlainly() throws InterruptedException {
    return switch (cluster.get("/")) {
      case HttpAnswer.Failed<HttpResponse> failed -> new Finding.NotNow(failed.reason());
      case HttpAnswer.Answered<HttpResponse> answered -> judge(answered.value());
    };
  }

  /** What an answer to {@code GET /} says. */
  static Finding judge(HttpResponse response) {
    int status = response.status();
    if (status == 401) {
      return new Finding.Unusable(
          "the credentials are not accepted: check API key, user name and password");
    }
    if (status == 403) {
      return new Finding.Found(new Product.Unnamed());
    }
    if (status == 408 || status == 429 || status >= 500) {
      return new Finding.NotNow("status " + status + " for GET /");
    }
    return status == 200 ? judgeInfo(response) : notOurs("status " + status + " for GET /");
  }

  private static Finding judgeInfo(HttpResponse response) {
    JsonNode info;
    try {
      info = new JsonMapper().readTree(response.body());
    } catch (JacksonException notJson) {
      return notOurs("GET / gives no JSON");
    }
    JsonNode version = info.path("version");
    String number = HttpFailure.oneLine(version.path("number").asString(""));
    String name = HttpFailure.oneLine(info.path("cluster_name").asString(""));
    if (number.isEmpty()) {
      return notOurs("GET / tells no version");
    }
    if (version.path("distribution").asString("").equals("opensearch")) {
      return new Finding.Found(new Product.OpenSearch(number, name));
    }
    boolean isElastic =
        "Elasticsearch".equals(response.headers().get("x-elastic-product"))
            || info.path("tagline").asString("").equals("You Know, for Search");
    return isElastic
        ? new Finding.Found(new Product.Elasticsearch(number, name))
        : notOurs("GET / names another product");
  }

  private static Finding notOurs(String why) {
    return new Finding.Unusable(
        "this is neither Elasticsearch nor OpenSearch (" + why + "): check the URL");
  }
}
