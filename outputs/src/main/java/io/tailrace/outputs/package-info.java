/**
 * Records in, acknowledged batches out: {@link io.tailrace.outputs.Encoder} writes records into a
 * {@link io.tailrace.outputs.Batch}, the {@link io.tailrace.outputs.Shipper} has an {@link
 * io.tailrace.outputs.Output} send it until every record of it is settled. Knows nothing of files
 * beyond the name and offset that a record came from.
 */
@NullMarked
package io.tailrace.outputs;

import org.jspecify.annotations.NullMarked;
