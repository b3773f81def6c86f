/**
 * Elasticsearch and OpenSearch: records as lines of a {@code _bulk} request, its answer as a {@link
 * io.tailrace.outputs.Delivery}. The Java client is used for its typed requests; bulk bodies are
 * the batch's own bytes.
 */
@NullMarked
package io.tailrace.outputs.elasticsearch;

import org.jspecify.annotations.NullMarked;
