package io.tailrace.agent.files;

import java.util.Set;

/** Lets tests of other packages drive a catalog look by look. */
public final class FileCatalogDriver {
  private FileCatalogDriver() {}

  /** Looks at everything, and copies what is to be copied. */
  public static void look(FileCatalog catalog, long nowNanos) {
    catalog.look(nowNanos);
    catalog.holdAll();
  }

  /** Is woken without a change, before it is time to look at everything again. */
  public static void wake(FileCatalog catalog, long nowNanos) {
    catalog.lookAtChanges(Set.of(), nowNanos);
  }
}
