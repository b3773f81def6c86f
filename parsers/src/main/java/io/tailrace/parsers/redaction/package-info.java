/**
 * Takes secrets and personal data out of a line's text before anything else sees it. Knows bytes
 * only: no records, no parsers.
 */
@NullMarked
package io.tailrace.parsers.redaction;

import org.jspecify.annotations.NullMarked;
