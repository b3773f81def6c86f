package io.tailrace.agent.settings;

import java.util.Optional;

/**
 * A setting as it stands, for {@code tailrace config}.
 *
 * @param name the whole name of the variable
 * @param shown its value, secrets as {@code ***}; empty when it has none
 */
public record EffectiveSetting(String name, Optional<String> shown, Origin origin) {}
