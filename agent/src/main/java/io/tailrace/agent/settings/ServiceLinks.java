package io.tailrace.agent.settings;

import java.util.regex.Pattern;

/**
 * Tells the variables Kubernetes adds to every container for each service of its namespace (unless
 * {@code enableServiceLinks} is false): a service named {@code tailrace}, or {@code
 * tailrace-status}, would otherwise look like settings that do not exist.
 */
final class ServiceLinks {
  private static final String SERVICE = "TAILRACE(_[A-Z0-9_]+)?";

  private static final Pattern WITH_URL = Pattern.compile(SERVICE + "_PORT(_\\d+_(TCP|UDP|SCTP))?");

  private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private static final Pattern ANY_VALUE =
      Pattern.compile(
          SERVICE
              + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR))");

  private ServiceLinks() {}

  static boolean has(Variable variable) {
    return ANY_VALUE.matcher(variable.name()).matches()
        || (WITH_URL.matcher(variable.name()).matches() && URL.matcher(variable.value()).matches());
  }
}
