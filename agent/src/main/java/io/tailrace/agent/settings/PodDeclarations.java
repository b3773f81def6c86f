package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.util.List;

/** What every record carries of the pod that it comes from, beyond the variables. */
final class PodDeclarations {
  static final Setting<Path> POD_INFO =
      Setting.of(
          "POD_INFO",
          PathKinds.PATH,
          "/etc/podinfo",
          "Where the pod's `labels` and `annotations` are mounted; nothing there: none are added",
          "/podinfo");

  static final Setting<List<String>> POD_LABELS =
      Setting.of(
          "POD_LABELS",
          PodKinds.LABELS,
          "*",
          "Which labels become fields `kubernetes.labels.…`, as far as there is room",
          "app.kubernetes.io/*,tier");

  static final Setting<List<String>> POD_ANNOTATIONS =
      Setting.optional(
          "POD_ANNOTATIONS",
          PodKinds.ANNOTATIONS,
          "Which annotations become fields `kubernetes.annotations.…`",
          "example.org/owner");

  /**
   * Lines have some 300 bytes, of which a record should not be the smaller part. The most is half
   * of what Loki takes.
   */
  static final Setting<ByteSize> METADATA_MAX =
      Setting.of(
          "METADATA_MAX",
          QuantityKinds.size(new ByteSize(0), ByteSize.ofKibibytes(32)),
          "512",
          "Bytes of names and values that metadata adds to a record at most; the rest is left out",
          "2KiB");

  static final List<Setting<?>> ALL = List.of(POD_INFO, POD_LABELS, POD_ANNOTATIONS, METADATA_MAX);

  private PodDeclarations() {}
}
