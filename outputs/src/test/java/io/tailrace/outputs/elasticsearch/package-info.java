/** Tests of the output to Elasticsearch. */
@NullMarked
package io.tailrace.outputs.elasticsearch;

import org.jspecify.annotations.NullMarked;
