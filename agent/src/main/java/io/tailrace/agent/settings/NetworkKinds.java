package io.tailrace.agent.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of what goes over the network: URLs, addresses, headers. */
final class NetworkKinds {
  /** Up to the last @ it is user info, so that a password need not be percent-encoded. */
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>(?i)https?)://(?:(?<user>.*)@)?(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])"
              + "(?<port>:[0-9]{1,5})?(?<path>/[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?");

  /** What may be printed of user info, be the text a URL or not: nothing. */
  private static final Pattern USER_INFO = Pattern.compile("(?s)(?<scheme>^https?://)?.*@");

  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>[0-9.]+|localhost|\\[[0-9A-Fa-f:.]+\\]):(?<port>[0-9]{1,5})");

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]*");

  private static final Map<String, String> HEADERS_OF_OUR_OWN =
      Map.of(
          "content-type", "it follows from what is sent.",
          "content-length", "it follows from what is sent.",
          "content-encoding", "it follows from what is sent.",
          "transfer-encoding", "it follows from what is sent.",
          "host", "it follows from the URL.",
          "x-scope-orgid", "there is a setting for it, TENANT.");

  static final int MAX_PORT = 65_535;

  static final Kind<Endpoint> ENDPOINT =
      Kind.of("URL", NetworkKinds::endpoint).showing(NetworkKinds::withoutUserInfo);

  static final Kind<List<Endpoint>> ENDPOINTS =
      Kind.listOf("list of URLs", ENDPOINT).showing(NetworkKinds::withoutUserInfo);

  /** One URL, where a list is what the reader wants. */
  static final Kind<List<Endpoint>> ONE_ENDPOINT =
      Kind.of("URL", (String text) -> List.of(ENDPOINT.parse(text)))
          .showing(NetworkKinds::withoutUserInfo);

  static final Kind<Optional<InetSocketAddress>> ADDRESS_OR_OFF =
      Kind.of("`host:port` or `off`", NetworkKinds::address);

  static final Kind<Map<String, String>> HEADERS =
      Kind.mapOf("list of `Name=value`", "X-Team=payments", NetworkKinds::header)
          .showing(text -> "***");

  private NetworkKinds() {}

  /** A URL and the credentials that were in it. */
  record Endpoint(URI url, Optional<Authorization.Basic> user) {}

  private static Endpoint endpoint(String text) throws BadValue {
    Matcher matcher = URL.matcher(TextKinds.line(text));
    if (!matcher.matches()) {
      throw new BadValue(urlFault(text));
    }
    String port = Optional.ofNullable(matcher.group("port")).orElse("");
    if (!port.isEmpty() && !isPort(port.substring(1))) {
      throw new BadValue("The port must be a number from 1 to %d.".formatted(MAX_PORT));
    }
    String path = Optional.ofNullable(matcher.group("path")).orElse("").replaceFirst("/+$", "");
    String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
    URI url = uri(scheme + "://" + matcher.group("host") + port + path);
    String user = matcher.group("user");
    return new Endpoint(url, user == null ? Optional.empty() : Optional.of(basic(user)));
  }

  /** The text is not repeated: what looks wrong may be half of a password. */
  private static String urlFault(String text) {
    if (!text.regionMatches(true, 0, "http://", 0, 7)
        && !text.regionMatches(true, 0, "https://", 0, 8)) {
      return "A URL begins with http:// or https://, such as http://logs.example:9200.";
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      return "A URL here ends with its path: leave out what follows ? or #.";
    }
    return "It is no URL of the form http://host:port, such as http://logs.example:9200.";
  }

  private static URI uri(String text) throws BadValue {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new BadValue(urlFault(text));
    }
  }

  private static Authorization.Basic basic(String userInfo) throws BadValue {
    int colon = userInfo.indexOf(':');
    if (colon < 1 || colon == userInfo.length() - 1) {
      throw new BadValue("Before the @ of a URL there must be user:password.");
    }
    return new Authorization.Basic(
        percentDecoded(userInfo.substring(0, colon)),
        Secret.of(percentDecoded(userInfo.substring(colon + 1))));
  }

  private static String percentDecoded(String text) throws BadValue {
    try {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return TextKinds.line(decoded);
    } catch (IllegalArgumentException e) {
      throw new BadValue("A % in the user or password of a URL must be written %25.");
    }
  }

  private static String withoutUserInfo(String text) {
    Matcher matcher = USER_INFO.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    String scheme = Optional.ofNullable(matcher.group("scheme")).orElse("");
    return scheme + "***@" + text.substring(matcher.end());
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= MAX_PORT;
  }

  private static Optional<InetSocketAddress> address(String text) throws BadValue {
    if (text.equalsIgnoreCase("off")) {
      return Optional.empty();
    }
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || !isPort(matcher.group("port"))) {
      throw new BadValue(addressFault(text));
    }
    String host = matcher.group("host").replace("localhost", "127.0.0.1");
    try {
      // A literal only: the name of a service is of no use to listen on, and settings ask no DNS.
      InetAddress literal = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
      return Optional.of(new InetSocketAddress(literal, Integer.parseInt(matcher.group("port"))));
    } catch (IllegalArgumentException e) {
      throw new BadValue(addressFault(text));
    }
  }

  private static String addressFault(String text) {
    String meant = "";
    if (text.matches(":?[0-9]{1,5}")) {
      meant = " Did you mean 127.0.0.1:%s?".formatted(text.replace(":", ""));
    }
    return "An address is an IP address or localhost, a colon and a port, such as 127.0.0.1:7600;"
        + " or off."
        + meant;
  }

  private static void header(String name, String value) throws BadValue {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new BadValue(
          "A header's name must be letters, digits and hyphens, such as X-Team=payments.");
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new BadValue("The value of the header %s must be printable ASCII.".formatted(name));
    }
    String reason = HEADERS_OF_OUR_OWN.get(name.toLowerCase(Locale.ROOT));
    if (reason != null) {
      throw new BadValue("The header %s cannot be set: %s".formatted(name, reason));
    }
  }
}
