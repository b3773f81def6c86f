package io.tailrace.agent.settings;

import java.time.Duration;

/**
 * What an event of several lines is bounded by, beside its size.
 *
 * @param maxLines a further line begins another event
 * @param timeout how long a line is held back that another could belong to
 */
public record MultilineLimits(int maxLines, Duration timeout) {}
