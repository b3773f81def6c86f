package io.tailrace.elasticsearch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.transport.TransportAddress;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.ClassPathNode;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/**
 * One Elasticsearch node on the loopback address, until the process is ended.
 *
 * <p>Prints {@code ready http://127.0.0.1:PORT} once it answers there. Its memory is bounded by the
 * JVM's heap, its disk by the data folder's volume.
 */
public final class ElasticsearchServer {
  private static final String NAME = "tailrace";

  private ElasticsearchServer() {}

  /** See {@link ServerOptions#USAGE}. */
  public static void main(String[] arguments)
      throws IOException, NodeValidationException, InterruptedException {
    ServerOptions options;
    try {
      options = ServerOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    run(options);
  }

  private static void run(ServerOptions options)
      throws IOException, NodeValidationException, InterruptedException {
    Environment environment = environment(options);
    LogConfigurator.setNodeName(NAME);
    LogConfigurator.configureWithoutConfig(environment.settings());
    LogConfigurator.configureESLogging();
    try (Node node =
        new ClassPathNode(environment, List.of(Netty4Plugin.class, RootPlugin.class))) {
      node.start();
      System.out.println("ready http://127.0.0.1:" + port(node));
      System.out.flush();
      waitForTheEnd(options);
    }
  }

  private static Environment environment(ServerOptions options) {
    var settings =
        Settings.builder()
            .put("path.home", options.data().toString())
            .put("path.data", options.data().resolve("data").toString())
            .put("path.logs", options.data().resolve("logs").toString())
            .put("cluster.name", NAME)
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", options.port())
            .put("transport.port", 0)
            // A nearly full disk on a developer's machine must not make the indices read-only.
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
    options.settings().forEach(settings::put);
    return InternalSettingsPreparer.prepareEnvironment(
        settings.build(), Map.of(), null, () -> NAME);
  }

  private static int port(Node node) {
    TransportAddress address =
        node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
    return address.getPort();
  }

  private static void waitForTheEnd(ServerOptions options)
      throws IOException, InterruptedException {
    if (options.untilInputEnds()) {
      System.in.transferTo(OutputStream.nullOutputStream());
    } else {
      Thread.currentThread().join();
    }
  }
}
