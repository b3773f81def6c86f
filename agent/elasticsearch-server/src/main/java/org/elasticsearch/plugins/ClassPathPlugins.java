package org.elasticsearch.plugins;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.Build;
import org.elasticsearch.env.Environment;
import org.jspecify.annotations.NullMarked;

/**
 * Plugins that are plain classes on the class path, where Elasticsearch expects folders of a
 * distribution.
 *
 * <p>In this package because the hooks it uses are package-private. Immutable.
 */
@NullMarked
public final class ClassPathPlugins extends PluginsService {
  private final List<LoadedPlugin> loaded;

  /**
   * @param plugins each with a constructor that Elasticsearch itself would accept
   */
  public ClassPathPlugins(Environment environment, List<Class<? extends Plugin>> plugins) {
    super(
        environment.settings(),
        environment.configDir(),
        PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false));
    this.loaded = plugins.stream().map(plugin -> load(plugin, environment)).toList();
    loadExtensions(loaded);
  }

  @Override
  protected List<LoadedPlugin> plugins() {
    return loaded;
  }

  private static LoadedPlugin load(Class<? extends Plugin> plugin, Environment environment) {
    var instance = loadPlugin(plugin, environment.settings(), environment.configDir());
    return new LoadedPlugin(describe(plugin), instance, plugin.getClassLoader());
  }

  private static PluginDescriptor describe(Class<? extends Plugin> plugin) {
    return new PluginDescriptor(
        plugin.getSimpleName(),
        "from the class path",
        Build.current().version(),
        Build.current().version(),
        String.valueOf(Runtime.version().feature()),
        plugin.getName(),
        null,
        List.of(),
        false,
        false,
        false,
        false,
        PluginDescriptor.DeploymentTarget.ALL);
  }
}
