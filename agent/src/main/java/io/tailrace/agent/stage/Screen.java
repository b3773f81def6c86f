package io.tailrace.agent.stage;

import java.io.PrintStream;

/**
 * What the demo shows: plain lines, and one line of progress that is rewritten where the output is
 * a terminal. Used by one thread.
 */
public final class Screen {
  /** So often a line of progress is kept where it cannot be rewritten. */
  private static final int PLAIN_EVERY_SECONDS = 5;

  private static final String START_OF_LINE = "\r\033[K";

  /** A line too long for its terminal is cut: one that wraps cannot be rewritten. */
  private static final String WRAP_OFF = "\033[?7l";

  private static final String WRAP_ON = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private boolean progressShown;
  private long nextPlainSecond;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The standard output, with colours if it is a terminal. */
  // Error Prone thinks of JDK 22 to 24. Since 25 there is again no console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static Screen of(PrintStream out) {
    return new Screen(out, System.console() != null);
  }

  public void line(String text) {
    endProgress();
    out.println(text);
    out.flush();
  }

  /** Shows sentences, indented and broken for a terminal of 80 columns. */
  public void prose(String text) {
    line(Prose.text("  ", text));
  }

  public void heading(String text) {
    line("");
    line(styled("1", text));
    line("");
  }

  public void success(String text) {
    line(styled("1;32", text));
  }

  public void failure(String text) {
    line(styled("1;31", text));
  }

  /**
   * Shows how far it is.
   *
   * @param second since the start
   */
  public void progress(long second, String text) {
    if (terminal) {
      out.print(START_OF_LINE + WRAP_OFF + text + WRAP_ON);
      out.flush();
      progressShown = true;
    } else if (second >= nextPlainSecond) {
      nextPlainSecond = second + PLAIN_EVERY_SECONDS;
      out.println(text);
      out.flush();
    }
  }

  private void endProgress() {
    if (progressShown) {
      out.println();
      progressShown = false;
    }
  }

  private String styled(String style, String text) {
    return terminal ? "\033[" + style + "m" + text + "\033[0m" : text;
  }
}
