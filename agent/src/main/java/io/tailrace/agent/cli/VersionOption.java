package io.tailrace.agent.cli;

import picocli.CommandLine.Option;

/** {@code --version}, for those who try that first. */
final class VersionOption {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "As the command version.")
  private boolean versionRequested;

  boolean versionRequested() {
    return versionRequested;
  }
}
