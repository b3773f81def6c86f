package io.tailrace.outputs;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a {@link Shipper} needs beside its output.
 *
 * @param clock for the times that people see
 * @param nanoTime for every wait, such as {@link System#nanoTime}: it must not jump with the clock
 * @param onBug is told of whatever a shipping thread dies of; a batch is stuck then, so that it
 *     should end the process
 */
public record ShipperOptions(
    RetryIntervals intervals,
    InstantSource clock,
    LongSupplier nanoTime,
    UncaughtExceptionHandler onBug) {}
