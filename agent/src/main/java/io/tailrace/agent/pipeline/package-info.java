/**
 * One pipeline per output: it reads what its cursors have not read yet, has records made and
 * encoded of it, ships full batches, and moves each file's position when what was before it is
 * settled.
 */
@NullMarked
package io.tailrace.agent.pipeline;

import org.jspecify.annotations.NullMarked;
