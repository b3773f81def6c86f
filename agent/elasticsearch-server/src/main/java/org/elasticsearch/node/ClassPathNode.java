package org.elasticsearch.node;

import java.util.List;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClassPathPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A node made of nothing but the class path. In this package because a node's construction hooks
 * are package-private.
 */
@NullMarked
public final class ClassPathNode extends Node {
  public ClassPathNode(Environment environment, List<Class<? extends Plugin>> plugins) {
    super(NodeConstruction.prepareConstruction(environment, null, services(plugins), true));
  }

  private static NodeServiceProvider services(List<Class<? extends Plugin>> plugins) {
    return new NodeServiceProvider() {
      @Override
      PluginsService newPluginService(Environment environment, @Nullable PluginsLoader none) {
        return new ClassPathPlugins(environment, plugins);
      }
    };
  }
}
