package io.tailrace.elasticsearch;

import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.HEAD;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.ClusterName;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/** Says what this node is, in the words of a distribution's {@code GET /}. */
final class RootHandler extends BaseRestHandler {
  private final Settings settings;
  private final Supplier<DiscoveryNodes> nodes;

  RootHandler(Settings settings, Supplier<DiscoveryNodes> nodes) {
    this.settings = settings;
    this.nodes = nodes;
  }

  @Override
  public String getName() {
    return "root";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/"), new Route(HEAD, "/"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel -> channel.sendResponse(new RestResponse(RestStatus.OK, answer(channel)));
  }

  private XContentBuilder answer(RestChannel channel) throws IOException {
    Build build = Build.current();
    return channel
        .newBuilder()
        .prettyPrint()
        .startObject()
        .field("name", nodes.get().getLocalNode().getName())
        .field("cluster_name", ClusterName.CLUSTER_NAME_SETTING.get(settings).value())
        .startObject("version")
        .field("number", build.qualifiedVersion())
        .field("build_flavor", build.flavor())
        .field("build_type", build.type().displayName())
        .field("build_hash", build.hash())
        .field("build_date", build.date())
        .field("build_snapshot", build.isSnapshot())
        .field("minimum_wire_compatibility_version", build.minWireCompatVersion())
        .field("minimum_index_compatibility_version", build.minIndexCompatVersion())
        .endObject()
        .field("tagline", "You Know, for Search")
        .endObject();
  }
}
