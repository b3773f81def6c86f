package io.tailrace.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which file systems are written to by this machine's kernel alone, so that inotify knows of it. Of
 * what other machines, other kernels or a process in user space write (NFS, 9p, virtiofs, FUSE) it
 * does not. Owned by the catalog's thread; bounded by the devices there are.
 */
final class LocalFileSystems {
  private static final Set<String> TYPES =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "f2fs", "bcachefs");

  private final Map<Object, Boolean> localByDevice = new HashMap<>();

  /** Whether the directory is on one; false if that cannot be told. */
  boolean have(Path directory) {
    try {
      Object device = Files.getAttribute(directory, "unix:dev");
      Boolean known = localByDevice.get(device);
      if (known == null) {
        known = TYPES.contains(Files.getFileStore(directory).type());
        localByDevice.put(device, known);
      }
      return known;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
