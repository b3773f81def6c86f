package io.tailrace.agent.logging;

/** Turns a logger's name into the short one that a line of the log shows. */
final class Components {
  private static final String OURS = "io.tailrace.";
  private static final String OUTPUTS = "io.tailrace.outputs.";

  private Components() {}

  /**
   * The last package of one of our classes: {@code io.tailrace.agent.files.FileCatalog} is {@code
   * files}. All of the outputs are one: what they say begins with the output's own name, which is
   * most often that of its package. A stranger's name stays whole, because it is what one searches
   * the web for.
   */
  static String of(String logger) {
    if (!logger.startsWith(OURS)) {
      return logger;
    }
    if (logger.startsWith(OUTPUTS)) {
      return "outputs";
    }
    int classStart = logger.lastIndexOf('.');
    return logger.substring(logger.lastIndexOf('.', classStart - 1) + 1, classStart);
  }
}
