package io.tailrace.agent.cli;

import io.tailrace.agent.settings.EffectiveSetting;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tailrace config}. */
@Command(
    name = "config",
    header = "Show the settings as they stand, and where each comes from.",
    synopsisHeading = "%nUsage: ",
    description = {
      "",
      "Settings are environment variables, or lines of the file that TAILRACE_ENV_FILE",
      "names. Secrets are shown as ***. All that can be set is listed below.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are right",
      "2:wrong usage",
      "78:bad settings, all of which are listed"
    })
final class ConfigCommand implements Callable<Integer> {
  /** Names up to this long have their values in one column. */
  private static final int MAX_NAME_COLUMN = 40;

  /** A longer value pushes its origin aside rather than those of all others. */
  private static final int MAX_VALUE_COLUMN = 32;

  private final Surroundings surroundings;

  @Option(names = "--all", description = "Also list settings that have no value.")
  private boolean all;

  @Option(names = "--reference", description = "Print the README's tables of all settings.")
  private boolean reference;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (reference) {
      surroundings.out().print(Reference.markdown());
      return ExitCode.OK;
    }
    Optional<Loaded.Good> loaded = surroundings.settings();
    if (loaded.isEmpty()) {
      return ExitCode.BAD_SETTINGS;
    }
    surroundings.out().print(table(loaded.get().effective()));
    return ExitCode.OK;
  }

  private String table(List<EffectiveSetting> settings) {
    List<EffectiveSetting> shown = new ArrayList<>(settings);
    if (!all) {
      shown.removeIf(setting -> setting.shown().isEmpty());
    }
    int nameWidth = 0;
    int valueWidth = 0;
    for (EffectiveSetting setting : shown) {
      nameWidth = Math.max(nameWidth, Math.min(MAX_NAME_COLUMN, setting.name().length() + 2));
      if (setting.shown().orElse("").length() <= MAX_VALUE_COLUMN) {
        valueWidth = Math.max(valueWidth, setting.shown().orElse("").length() + 2);
      }
    }
    StringBuilder out = new StringBuilder();
    for (EffectiveSetting setting : shown) {
      out.append(Text.column(setting.name(), nameWidth))
          .append(Text.column(setting.shown().orElse(""), valueWidth))
          .append(setting.shown().isPresent() ? setting.origin() : "not set")
          .append('\n');
    }
    return out.toString();
  }

  /** All settings there are, for below the help. */
  static String[] footer() {
    // picocli takes % for the beginning of a format.
    return listing().replace("%", "%%").split("\n", -1);
  }

  private static String listing() {
    StringBuilder out = new StringBuilder();
    for (Reference.Section section : Reference.sections()) {
      out.append('\n').append(section.title()).append(":\n");
      if (!section.note().isEmpty()) {
        out.append(Text.wrap("  ", "  ", section.note()));
      }
      section.entries().forEach(entry -> out.append(listing(entry)));
    }
    return out.append("\nEvery (secret) also exists as …_FILE: the file it is in.").toString();
  }

  private static String listing(Reference.Entry entry) {
    String name = entry.name() + (entry.secret() ? " (secret)" : "");
    String value =
        entry
            .defaultText()
            .map(text -> "Default: " + text)
            .orElse(entry.secret() ? "" : "Example: " + entry.example());
    return "  "
        + name
        + "\n"
        + Text.wrap("      ", "      ", entry.help() + ".")
        + (value.isEmpty() ? "" : "      " + value + "\n");
  }
}
