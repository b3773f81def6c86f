package io.tailrace.agent.files;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import java.util.Set;

/** Lets tests of other packages drive a catalog look by look. */
public final class FileCatalogDriver {
  private FileCatalogDriver() {}

  /** Looks at everything, as if the kernel had told of a change. */
  public static void look(FileCatalog catalog, long nowNanos) {
    catalog.lookOnce(new Changes(Set.of(), true), nowNanos);
  }
}
