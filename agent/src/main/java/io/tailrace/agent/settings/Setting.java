package io.tailrace.agent.settings;

import java.util.Optional;

/**
 * The declaration of one setting: all that parsing, {@code tailrace config}, {@code --help} and the
 * reference know of it.
 *
 * @param name without the prefix of its scope: {@code BATCH_BYTES}
 * @param defaultText what stands if it is not set, in the words of a user; parsed like any text
 * @param help one line, without the full stop
 * @param example a value that would be accepted
 * @param secret never printed, and also taken from the file named by {@code NAME_FILE}
 */
record Setting<T>(
    String name,
    Kind<T> kind,
    Optional<String> defaultText,
    String help,
    String example,
    boolean secret) {

  /** One that may be left out, and then is not there. */
  static <T> Setting<T> optional(String name, Kind<T> kind, String help, String example) {
    return new Setting<>(name, kind, Optional.empty(), help, example, false);
  }

  /** One that always has a value. */
  static <T> Setting<T> of(
      String name, Kind<T> kind, String defaultText, String help, String example) {
    return new Setting<>(name, kind, Optional.of(defaultText), help, example, false);
  }

  /** A credential. */
  static Setting<String> secret(String name, String help, String example) {
    return new Setting<>(name, TextKinds.CREDENTIAL, Optional.empty(), help, example, true);
  }

  /** The name of the variable that names the file this secret is in. */
  String fileName() {
    return name + "_FILE";
  }
}
