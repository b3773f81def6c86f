package io.tailrace.agent.files;

import java.util.Optional;

/**
 * What is held of files that a rotator has removed, or may remove at any time, and that an output
 * still needs.
 *
 * @param files how many generations that are
 * @param links of these, those held by a hard link
 * @param copies of these, those held by a copy
 * @param bytes what they take on the disk that would be free without the agent
 * @param maxBytes how much that may be at most
 * @param lostFiles generations that had to be given up for it since the start
 * @param lostBytes bytes of them that at least one output had not shipped
 * @param problem why files cannot be linked or copied, if they cannot
 */
public record HeldStatus(
    int files,
    int links,
    int copies,
    long bytes,
    long maxBytes,
    long lostFiles,
    long lostBytes,
    Optional<String> problem) {}
