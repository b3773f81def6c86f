package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.RawJson;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.elasticsearch.ProductCheck.Finding;
import io.tailrace.outputs.elasticsearch.Target.DataStream;
import io.tailrace.outputs.http.GzipBody;
import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpBody;
import io.tailrace.outputs.http.HttpExchange;
import io.tailrace.outputs.http.HttpFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to Elasticsearch or OpenSearch with {@code _bulk}.
 *
 * <p>Before the first records go it finds out what answers there and, if it is to, installs an
 * index template; until that went well, an attempt ends with what stood in its way. Shipping
 * threads that come at once may do so twice, which does no harm.
 */
public final class ElasticsearchOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchOutput.class);

  /**
   * Only these of an answer: the status of each item proves that all were looked at, and the rest,
   * such as index and shards of each, is ten times as much.
   */
  private static final String FILTER = "filter_path=errors,took,items.*.status,items.*.error";

  private final ElasticsearchOptions options;
  private final InstantSource clock;
  private final Cluster cluster;
  private final ElasticsearchClient client;
  private final String bulkPath;

  /** Null until it is known. Written by whichever shipping thread finds it out. */
  private volatile @Nullable Product product;

  /** The server refused the content type made for its version. */
  private volatile boolean plainContentType;

  private volatile boolean templateInstalled;

  /**
   * @param clock for {@code Retry-After} and for how long a node is passed over
   * @throws IllegalArgumentException when a TLS file cannot be used
   */
  public ElasticsearchOutput(ElasticsearchOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.cluster = new Cluster(new HttpExchange(options.http()), options.urls(), clock);
    this.client = new ElasticsearchClient(new ClusterTransport(cluster));
    this.bulkPath = bulkPath(options);
    this.templateInstalled = !options.template();
  }

  private static String bulkPath(ElasticsearchOptions options) {
    return "/"
        + options.target().indexName()
        + "/_bulk?"
        + FILTER
        + options
            .pipeline()
            .map(pipeline -> "&pipeline=" + URLEncoder.encode(pipeline, UTF_8))
            .orElse("");
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public Encoder newEncoder() {
    return new BulkEncoder();
  }

  @Override
  public int maxInFlight() {
    return options.maxInFlight();
  }

  @Override
  public void prepare() throws InterruptedException {
    if (findProduct() instanceof Finding.Found) {
      installTemplate();
    }
  }

  @Override
  public Delivery send(Selection selection) throws InterruptedException {
    return switch (findProduct()) {
      case Finding.NotNow notNow -> new Delivery.TryAgain(Optional.empty(), notNow.reason());
      case Finding.Unusable unusable -> new Delivery.Blocked(unusable.reason());
      case Finding.Found found -> {
        Optional<Delivery> obstacle = installTemplate();
        Delivery delivery =
            obstacle.isPresent() ? obstacle.get() : sendBulk(selection, found.product());
        if (delivery instanceof Delivery.Blocked) {
          // What a person changes to end it may be the server.
          product = null;
        }
        yield delivery;
      }
    };
  }

  private Finding findProduct() throws InterruptedException {
    Product known = product;
    if (known != null) {
      return new Finding.Found(known);
    }
    Finding finding = new ProductCheck(cluster, client).run();
    if (finding instanceof Finding.Found found) {
      product = found.product();
      LOG.info("{}: {}", options.name(), found.product().text());
    }
    return finding;
  }

  private Optional<Delivery> installTemplate() throws InterruptedException {
    if (templateInstalled || !(options.target() instanceof DataStream stream)) {
      return Optional.empty();
    }
    var template = new IndexTemplate(client, stream);
    try {
      template.install();
      templateInstalled = true;
      LOG.info("{}: index template {} is installed", options.name(), template.name());
      return Optional.empty();
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (ElasticsearchException e) {
      return Optional.of(templateRefused(e.status(), String.valueOf(e.getMessage())));
    } catch (TransportException e) {
      return Optional.of(templateRefused(e.statusCode(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      String reason = HttpFailure.oneLine(String.valueOf(e.getMessage()));
      return Optional.of(new Delivery.TryAgain(Optional.empty(), reason));
    }
  }

  private static Delivery templateRefused(int status, String message) {
    String reason =
        "the index template cannot be installed, status "
            + status
            + ": "
            + HttpFailure.oneLine(message);
    return status == 429 || status >= 500
        ? new Delivery.TryAgain(Optional.empty(), reason)
        : new Delivery.Blocked(reason);
  }

  private Delivery sendBulk(Selection selection, Product server) throws InterruptedException {
    String type = plainContentType ? Product.PLAIN : server.bulkContentType();
    HttpBody body = new BulkBody(selection, type);
    Map<String, String> headers = Map.of("Accept", accept(type));
    if (options.gzipLevel() > 0) {
      body = new GzipBody(body, options.gzipLevel());
      headers = Map.of("Accept", accept(type), "Content-Encoding", "gzip");
    }
    HttpAnswer<Delivery> answer =
        cluster.send(
            "POST",
            bulkPath,
            headers,
            Optional.of(body),
            (status, answerHeaders, in) ->
                refusesType(status, type)
                    ? retryPlainly()
                    : BulkAnswer.classify(status, answerHeaders, in, selection, clock.instant()));
    return switch (answer) {
      case HttpAnswer.Answered<Delivery> answered -> answered.value();
      case HttpAnswer.Failed<Delivery> failed ->
          new Delivery.TryAgain(Optional.empty(), failed.reason());
    };
  }

  /** The versions of body and answer must be the same. */
  private static String accept(String contentType) {
    return contentType.replace("x-ndjson", "json");
  }

  private static boolean refusesType(int status, String type) {
    return (status == 406 || status == 415) && !type.equals(Product.PLAIN);
  }

  private Delivery retryPlainly() {
    plainContentType = true;
    return new Delivery.TryAgain(
        Optional.empty(), "the server does not know the content type: it is sent plainly from now");
  }

  @Override
  public Reachability reach() throws InterruptedException {
    return switch (new ProductCheck(cluster, client).run()) {
      case Finding.Found found -> new Reachability.Reached(found.product().text());
      case Finding.NotNow notNow ->
          new Reachability.Unreachable(
              notNow.reason() + ": is Elasticsearch up, and the URL right?");
      case Finding.Unusable unusable -> new Reachability.Unreachable(unusable.reason());
    };
  }

  /** {@code {"target":"logs-app-default","id":"…","document":{…}}}. */
  @Override
  public String deadLetter(Batch batch, int record) {
    int from = BulkEncoder.documentFrom(batch, record);
    int to = batch.recordTo(record) - 1;
    return "{\"target\":\""
        + options.target().indexName()
        + "\",\"id\":\""
        + BulkEncoder.id(batch, record)
        + "\",\"document\":"
        + new String(batch.bytes(), from, to - from, UTF_8)
        + "}";
  }

  /**
   * {@inheritDoc}
   *
   * <p>It goes where the output ships to now, whatever target the dead letter names. The id is made
   * anew of what it is made of, so that nothing of the letter is in the action line.
   */
  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    String document = RawJson.parse(deadLetter.getBytes(UTF_8)).object("document");
    BulkEncoder.append(document.getBytes(UTF_8), source, offset, batch);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
