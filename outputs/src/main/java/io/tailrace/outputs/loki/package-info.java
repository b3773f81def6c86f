/**
 * Ships to Loki: the {@link io.tailrace.outputs.loki.LokiEncoder} writes each record as one entry
 * of a push request, the {@link io.tailrace.outputs.loki.LokiOutput} groups entries by stream,
 * compresses, posts, and classifies the answer. {@code io.tailrace.outputs.loki.proto} is generated
 * from {@code src/main/proto}.
 */
@NullMarked
package io.tailrace.outputs.loki;

import org.jspecify.annotations.NullMarked;
