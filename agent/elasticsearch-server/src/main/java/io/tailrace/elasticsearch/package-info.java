/**
 * A real Elasticsearch node from Maven Central jars, for this project's tests and its demo.
 *
 * <p>Licence: this source is Apache-2.0 as the rest of the project; Elasticsearch is AGPL-3.0 (or
 * SSPL, or Elastic License 2.0, at one's choice). It therefore runs as a process of its own,
 * started by tests and by {@code tailrace demo} only, and never is part of the agent, an image or a
 * release.
 *
 * <p>Not there, because it is not published as jars: ILM, security and API keys, ingest processors,
 * the failure store, the {@code _data_stream} endpoints and some field types.
 */
@NullMarked
package io.tailrace.elasticsearch;

import org.jspecify.annotations.NullMarked;
