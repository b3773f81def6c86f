package io.tailrace.agent.files;

/** Lets tests of other packages drive a catalog look by look. */
public final class FileCatalogDriver {
  private FileCatalogDriver() {}

  /** Looks at everything, and copies what is to be copied. */
  public static void look(FileCatalog catalog, long nowNanos) {
    catalog.look(nowNanos);
    catalog.holdAll();
  }
}
