/**
 * One record as one JSON object with the field names of the Elastic Common Schema: what
 * Elasticsearch indexes and what standard output and files show.
 */
@NullMarked
package io.tailrace.outputs.ecs;

import org.jspecify.annotations.NullMarked;
