/** The destination of the benchmarks: takes what Elasticsearch or Loki take and counts it. */
@NullMarked
package io.tailrace.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
