package io.tailrace.agent.files;

import java.nio.file.Path;

/**
 * A file has another name, or lies in a copy: a rotator was at work.
 *
 * @param path where the file was before
 * @param place where that really is
 * @param modifiedMillis when it was last written to before, as far as is known: what has come after
 *     it is not older
 */
record Rotation(Path path, Place place, WatchedInput input, long modifiedMillis) {}
