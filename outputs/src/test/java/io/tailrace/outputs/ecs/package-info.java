/** Tests of the documents. */
@NullMarked
package io.tailrace.outputs.ecs;

import org.jspecify.annotations.NullMarked;
