/**
 * One record as one JSON object with the field names of the Elastic Common Schema: what
 * Elasticsearch indexes and what standard output and files show. And one record as one line of JSON
 * or logfmt with names of its own, for where time and source have another place.
 */
@NullMarked
package io.tailrace.outputs.ecs;

import org.jspecify.annotations.NullMarked;
