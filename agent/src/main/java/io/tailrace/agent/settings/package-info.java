/**
 * What the agent is told to do: every environment variable declared once, read strictly, and turned
 * into immutable records. {@link io.tailrace.agent.settings.Settings#load} is the way in.
 */
@NullMarked
package io.tailrace.agent.settings;

import org.jspecify.annotations.NullMarked;
