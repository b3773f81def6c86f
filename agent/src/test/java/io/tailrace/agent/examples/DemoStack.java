package io.tailrace.agent.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The docker-compose demo, as far as tests look into it. */
public final class DemoStack {
  public static final Path FOLDER =
      Path.of("..", "config-examples", "docker-compose").toAbsolutePath().normalize();

  private final JsonNode root =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(FOLDER.resolve("compose.yaml").toFile());

  /**
   * One service.
   *
   * @param content what stands under its name
   */
  record Service(String name, JsonNode content) {
    @Override
    public String toString() {
      return name;
    }

    boolean isAgent() {
      return name.startsWith("tailrace-");
    }

    List<String> texts(String property) {
      return DemoStack.texts(content.path(property));
    }

    /** Folders and files of this folder that are mounted: where, and what. */
    Map<String, Path> mounts() {
      Map<String, Path> mounts = new LinkedHashMap<>();
      for (String volume : texts("volumes")) {
        String[] parts = volume.split(":", -1);
        if (parts[0].startsWith(".")) {
          mounts.put(parts[1], FOLDER.resolve(parts[0]).normalize());
        }
      }
      return mounts;
    }
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    root.path("services")
        .properties()
        .forEach(service -> services.add(new Service(service.getKey(), service.getValue())));
    return services;
  }

  Service service(String name) {
    return services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no service " + name));
  }

  /** The variables of a service: those of its {@code env_file}, and over them its own. */
  public Map<String, String> environment(String name) throws IOException {
    Service service = service(name);
    Map<String, String> environment = new LinkedHashMap<>();
    for (String file : service.texts("env_file")) {
      for (String line : Files.readAllLines(FOLDER.resolve(file))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("=", 2);
          environment.put(parts[0], parts[1]);
        }
      }
    }
    service
        .content()
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asString()));
    return environment;
  }

  /** A text, or a list of them. */
  private static List<String> texts(JsonNode node) {
    if (node.isString()) {
      return List.of(node.asString());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(each -> texts.add(each.asString()));
    return texts;
  }
}
