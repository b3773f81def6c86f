/** Every HTTP request of every output: one client, its TLS, and what its answers have in common. */
@NullMarked
package io.tailrace.outputs.http;

import org.jspecify.annotations.NullMarked;
