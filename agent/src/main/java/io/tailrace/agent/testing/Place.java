package io.tailrace.agent.testing;

/**
 * Lines of a test file, counted from 1.
 *
 * @param last the last one that belongs to it
 */
record Place(int first, int last) {}
