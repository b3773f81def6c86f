/**
 * What would become of lines, found out without shipping any: records read as the agent reads them,
 * requests made as outputs make them, and what is to be said about either.
 */
@NullMarked
package io.tailrace.agent.dryrun;

import org.jspecify.annotations.NullMarked;
