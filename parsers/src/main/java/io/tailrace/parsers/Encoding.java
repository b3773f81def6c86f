package io.tailrace.parsers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the characters of a file are written as bytes. */
public enum Encoding {
  UTF_8,
  /** As the file's byte order mark says; without one, as on Windows: the lower byte first. */
  UTF_16,
  /** The lower byte first. */
  UTF_16LE,
  /** The higher byte first. */
  UTF_16BE;

  /**
   * Looks one up by the name that settings use.
   *
   * @throws IllegalArgumentException if there is none; its message lists those there are
   */
  public static Encoding named(String name) {
    return Arrays.stream(values())
        .filter(encoding -> encoding.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not one of " + labels() + ": " + name));
  }

  /** The name that settings use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ChunkText newText() {
    return switch (this) {
      case UTF_8 -> new Utf8Text();
      case UTF_16, UTF_16LE, UTF_16BE -> new Utf16Text(this);
    };
  }

  private static String labels() {
    return Arrays.stream(values()).map(Encoding::label).collect(Collectors.joining(", "));
  }
}
