package io.tailrace.agent.cli;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.EffectiveSetting;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Metadata;
import io.tailrace.agent.settings.Origin;
import io.tailrace.agent.settings.Reference;
import io.tailrace.agent.state.StateLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
  private static final String STATE_DIR = "TAILRACE_STATE_DIR";

  private static final String GAP = "  ";

  /** A longer value pushes its origin aside rather than those of all others. */
  private static final int MAX_VALUE_COLUMN = 60;

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
    surroundings.out().print(table(loaded.get()));
    Metadata metadata = loaded.get().settings().metadata();
    Stream.of(metadata.troubles(), metadata.notes())
        .flatMap(List::stream)
        .forEach(note -> surroundings.out().print("\n" + Text.wrap("", "", note)));
    return ExitCode.OK;
  }

  private String table(Loaded.Good loaded) {
    List<EffectiveSetting> shown = new ArrayList<>();
    for (EffectiveSetting setting : loaded.effective()) {
      EffectiveSetting resolved = resolved(setting, loaded.settings());
      if (all || resolved.shown().isPresent()) {
        shown.add(resolved);
      }
    }
    int nameWidth = shown.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    int valueWidth =
        shown.stream()
            .mapToInt(each -> each.shown().orElse("").length())
            .filter(length -> length <= MAX_VALUE_COLUMN)
            .max()
            .orElse(0);
    StringBuilder out = new StringBuilder();
    for (EffectiveSetting setting : shown) {
      out.append(Text.padded(setting.name(), nameWidth))
          .append(GAP)
          .append(Text.padded(setting.shown().orElse(""), valueWidth))
          .append(GAP)
          .append(setting.shown().isPresent() ? place(setting.origin()) : "not set")
          .append('\n');
    }
    return out.toString();
  }

  /** Some that no setting says follow from the paths and the disk, or from the pod's labels. */
  private static EffectiveSetting resolved(EffectiveSetting setting, AgentSettings settings) {
    if (setting.shown().isPresent()) {
      return setting;
    }
    Metadata metadata = settings.metadata();
    return switch (setting.name()) {
      case STATE_DIR -> {
        Path path = StateLocation.of(settings.roots()).path();
        yield new EffectiveSetting(STATE_DIR, Optional.of(path.toString()), setting.origin());
      }
      case "TAILRACE_SERVICE" -> ofLabel(setting, metadata.service(), "name");
      case "TAILRACE_SERVICE_VERSION" -> ofLabel(setting, metadata.serviceVersion(), "version");
      default -> setting;
    };
  }

  private static EffectiveSetting ofLabel(
      EffectiveSetting setting, Optional<String> value, String label) {
    return value.isEmpty()
        ? setting
        : new EffectiveSetting(
            setting.name(), value, new Origin.FromLabel(Metadata.WELL_KNOWN + label));
  }

  /** The whole path of the file is the value of {@code TAILRACE_ENV_FILE}. */
  private static String place(Origin origin) {
    return switch (origin) {
      case Origin.FromFile(var file, var line) -> file.getFileName() + ":" + line;
      case Origin.FromEnvironment(), Origin.FromLabel(_), Origin.IsDefault() -> origin.toString();
    };
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
    String indent = " ".repeat(6);
    return "  "
        + name
        + "\n"
        + Text.wrap(indent, indent, entry.help() + ".")
        + (entry.secret() ? "" : Text.wrap(indent, indent, "Value: " + entry.kind() + "."))
        + (value.isEmpty() ? "" : indent + value + "\n");
  }
}
