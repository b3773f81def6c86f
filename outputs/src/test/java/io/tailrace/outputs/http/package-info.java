/** Tests of HTTP. */
@NullMarked
package io.tailrace.outputs.http;

import org.jspecify.annotations.NullMarked;
