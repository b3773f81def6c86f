package io.tailrace.agent.settings;

import io.tailrace.agent.settings.NetworkKinds.Endpoint;
import io.tailrace.agent.settings.SettingsReader.Section;
import io.tailrace.outputs.http.HttpOptions.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how an output reaches its servers. */
final class HttpReader {
  private final SettingsReader reader;
  private final Section own;

  HttpReader(SettingsReader reader, Section own) {
    this.reader = reader;
    this.own = own;
  }

  /**
   * @param apiKey Elasticsearch's further way to prove who one is; empty elsewhere
   * @return empty when there is no right URL
   */
  Optional<HttpSettings> read(
      Setting<List<Endpoint>> urlSetting, String what, Optional<Setting<String>> apiKey) {
    Optional<List<Endpoint>> endpoints = own.required(urlSetting, "where %s is".formatted(what));
    Map<String, String> headers = own.optional(HttpDeclarations.HEADERS).orElse(Map.of());
    Optional<Authorization> authorization =
        authorization(endpoints.orElse(List.of()), apiKey, headers);
    Tls tls = tls(endpoints.orElse(List.of()));
    var timeout = own.orDefault(HttpDeclarations.TIMEOUT);
    return endpoints.map(found ->
        new HttpSettings(
            found.stream().map(Endpoint::url).toList(), timeout, headers, authorization, tls));
  }

  /** A way to prove who one is, and the variables it was given with. */
  private record Way(String variables, Authorization authorization) {}

  private Optional<Authorization> authorization(
      List<Endpoint> endpoints, Optional<Setting<String>> apiKey, Map<String, String> headers) {
    List<Way> ways = new ArrayList<>();
    inUrls(endpoints).ifPresent(ways::add);
    apiKey.ifPresent(setting ->
        own.secret(setting)
            .ifPresent(
                key -> ways.add(new Way(own.nameOf(setting), new Authorization.ApiKey(key)))));
    basic().ifPresent(ways::add);
    own.secret(HttpDeclarations.BEARER_TOKEN)
        .ifPresent(token ->
            ways.add(
                new Way(
                    own.nameOf(HttpDeclarations.BEARER_TOKEN), new Authorization.Bearer(token))));
    checkOneWay(ways, headers);
    return ways.stream().map(Way::authorization).findFirst();
  }

  private void checkOneWay(List<Way> ways, Map<String, String> headers) {
    List<String> given = new ArrayList<>(ways.stream().map(Way::variables).toList());
    if (headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      given.add("the Authorization header of " + own.nameOf(HttpDeclarations.HEADERS));
    }
    if (given.size() > 1) {
      reader.problem(
          Problem.of(
              ways.getFirst().variables(),
              "More than one way to prove who one is: %s. Leave all but one out."
                  .formatted(String.join("; ", given))));
    }
  }

  private Optional<Way> inUrls(List<Endpoint> endpoints) {
    List<Authorization.Basic> users = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      endpoint
          .user()
          .ifPresent(user -> {
            if (users.stream().noneMatch(other -> isSame(other, user))) {
              users.add(user);
            }
          });
    }
    String name = own.nameOf(ElasticsearchDeclarations.URL);
    if (users.size() > 1) {
      reader.problem(
          Problem.of(name, "The URLs name different users or passwords; there can be one only."));
    }
    return users.stream().map(user -> new Way("the user in " + name, user)).findFirst();
  }

  private static boolean isSame(Authorization.Basic a, Authorization.Basic b) {
    return a.username().equals(b.username()) && a.password().get().equals(b.password().get());
  }

  private Optional<Way> basic() {
    Optional<String> username = own.optional(HttpDeclarations.USERNAME);
    Optional<Secret> password = own.secret(HttpDeclarations.PASSWORD);
    String userName = own.nameOf(HttpDeclarations.USERNAME);
    String passwordName = own.nameOf(HttpDeclarations.PASSWORD);
    boolean hasPassword =
        own.variable(HttpDeclarations.PASSWORD).isPresent()
            || reader.find(passwordName + "_FILE").isPresent();
    if (hasPassword != own.variable(HttpDeclarations.USERNAME).isPresent()) {
      String present = hasPassword ? passwordName : userName;
      String absent = hasPassword ? userName : passwordName;
      reader.problem(Problem.of(present, "It needs %s, which is not set.".formatted(absent)));
      return Optional.empty();
    }
    if (username.isPresent() && username.get().indexOf(':') >= 0) {
      reader.problem(Problem.of(userName, "A user name cannot have a colon (RFC 7617)."));
      return Optional.empty();
    }
    return username.flatMap(
        user -> password.map(secret -> new Way(userName, new Authorization.Basic(user, secret))));
  }

  private Tls tls(List<Endpoint> endpoints) {
    Optional<Path> ca = own.optional(HttpDeclarations.CA_FILE);
    Optional<Path> cert = own.optional(HttpDeclarations.CERT_FILE);
    Optional<Path> key = own.optional(HttpDeclarations.KEY_FILE);
    boolean insecure = own.orDefault(HttpDeclarations.INSECURE);
    boolean hasCert = own.variable(HttpDeclarations.CERT_FILE).isPresent();
    if (hasCert != own.variable(HttpDeclarations.KEY_FILE).isPresent()) {
      Setting<Path> present = hasCert ? HttpDeclarations.CERT_FILE : HttpDeclarations.KEY_FILE;
      Setting<Path> absent = hasCert ? HttpDeclarations.KEY_FILE : HttpDeclarations.CERT_FILE;
      reader.problem(
          Problem.of(
              own.nameOf(present), "It needs %s, which is not set.".formatted(own.nameOf(absent))));
    }
    if (insecure && ca.isPresent()) {
      reader.problem(
          Problem.of(
              own.nameOf(HttpDeclarations.INSECURE),
              "It accepts any certificate, so %s does nothing: leave one out."
                  .formatted(own.nameOf(HttpDeclarations.CA_FILE))));
    }
    checkEncrypted(endpoints);
    // With a problem in one of the two there is no pair; that is said already.
    return cert.isPresent() && key.isPresent()
        ? new Tls(ca, cert, key, insecure)
        : new Tls(ca, Optional.empty(), Optional.empty(), insecure);
  }

  /** Whoever gives a certificate expects encryption. */
  private void checkEncrypted(List<Endpoint> endpoints) {
    if (endpoints.isEmpty()
        || endpoints.stream().anyMatch(each -> each.url().toString().startsWith("https:"))) {
      return;
    }
    for (Setting<Path> file :
        List.of(HttpDeclarations.CA_FILE, HttpDeclarations.CERT_FILE, HttpDeclarations.KEY_FILE)) {
      if (own.variable(file).isPresent()) {
        reader.problem(
            Problem.of(
                own.nameOf(file),
                "It is for TLS, yet the URL begins with http://. Write https://, or leave it out."));
      }
    }
  }
}
