package io.tailrace.agent.settings;

import io.tailrace.parsers.transform.BadTransform;
import io.tailrace.parsers.transform.Transforms;

/** Kinds of what is done to records. */
final class TransformKinds {
  /** In print on one line, whose characters stand where those of the value do. */
  static final Kind<Transforms> STEPS =
      Kind.of("steps, separated by `;`", TransformKinds::steps)
          .showing(text -> text.replace('\n', '⏎').replace('\r', ' ').replace('\t', ' '));

  private TransformKinds() {}

  private static Transforms steps(String text) throws BadValue {
    try {
      return Transforms.parse(text);
    } catch (BadTransform e) {
      throw new BadValue(e.index(), e.sentences() + Suggestions.sentence(e.word(), e.known()));
    }
  }
}
