/** Tests of the status server and of what it shows. */
@NullMarked
package io.tailrace.agent.status;

import org.jspecify.annotations.NullMarked;
