package io.tailrace.agent.files;

/** Lets tests of other packages drive a catalog look by look. */
public final class FileCatalogDriver {
  private FileCatalogDriver() {}

  /** Looks at everything. */
  public static void look(FileCatalog catalog, long nowNanos) {
    catalog.look(nowNanos);
  }
}
