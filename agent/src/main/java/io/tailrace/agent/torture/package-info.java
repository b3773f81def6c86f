/**
 * {@code tailrace torture}: the proof that nothing is lost and nothing is there twice, for anyone
 * to rerun. Writers and a rotator, each a process of its own, work on a volume; a real agent ships
 * it and is killed again and again; the destination misbehaves; in the end every event is looked
 * for.
 *
 * <p>All chance comes from one seed. The parts know each other only by files, pipes and HTTP: what
 * is measured is what any agent in the same place would get to see.
 */
@NullMarked
package io.tailrace.agent.torture;

import org.jspecify.annotations.NullMarked;
