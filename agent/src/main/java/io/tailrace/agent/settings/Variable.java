package io.tailrace.agent.settings;

/** One variable as it was found. */
record Variable(String name, String value, Origin origin) {}
