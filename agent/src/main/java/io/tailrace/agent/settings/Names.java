package io.tailrace.agent.settings;

import java.util.Locale;

/** How the names of inputs and outputs stand in those of variables. */
final class Names {
  private Names() {}

  /** {@code audit} to {@code TAILRACE_AUDIT_}. */
  static String prefixOf(String name) {
    return Declarations.PREFIX + name.toUpperCase(Locale.ROOT) + "_";
  }
}
