package io.tailrace.parsers.transform;

import io.tailrace.parsers.RecordStep;
import io.tailrace.parsers.ValueType;
import io.tailrace.parsers.transform.StepText.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads steps: the word that says which, and what follows it. Of a step with a list, such as {@code
 * rename a=b, c=d}, it makes one for each element, which are done in their order.
 */
final class StepReader {
  /** Each of them looks at every record; more is a mistake. */
  static final int MAX_STEPS = 100;

  private final StepText text;
  private final NameReader names;
  private final List<StepSource> steps = new ArrayList<>();

  StepReader(String text) {
    this.text = new StepText(text);
    this.names = new NameReader(this.text);
  }

  List<StepSource> read() throws BadTransform {
    int number = 0;
    while (text.hasStep()) {
      StepKind kind = kind(++number);
      text.beginStep(number, kind);
      step(kind);
      text.end();
      if (steps.size() > MAX_STEPS) {
        throw text.problem(text.at(), "there are more than %d steps.".formatted(MAX_STEPS));
      }
    }
    if (number == 0) {
      throw text.problem(0, "there is no step.");
    }
    return steps;
  }

  private StepKind kind(int number) throws BadTransform {
    int at = text.at();
    text.beginStep(number);
    Token word = text.word("a step");
    return StepKind.named(word.isQuoted() ? "" : word.text())
        .orElseThrow(() ->
            text.problem(
                at,
                "there is no step %s, only %s."
                    .formatted(word.text(), String.join(", ", StepKind.words())),
                word.text(),
                StepKind.words()));
  }

  private void step(StepKind kind) throws BadTransform {
    switch (kind) {
      case RENAME -> list(kind, this::rename);
      case REMOVE -> remove();
      case ADD -> list(kind, this::add);
      case NEST -> {
        List<FieldName> parents = names.objectsIfAny();
        add(kind, parts -> new NestStep(parents, parts.side()));
      }
      case FLATTEN -> {
        List<FieldName> only = names.objectsIfAny();
        add(kind, parts -> new FlattenStep(only, parts.side()));
      }
      case CONVERT -> list(kind, this::convert);
      case SAMPLE -> sample();
      case LIMIT -> limit();
      case DEDUP -> dedup();
      case KEEP -> condition(kind, Condition::keeping);
      case DROP -> condition(kind, Condition::dropping);
    }
  }

  /** What reads one element of a list. */
  @FunctionalInterface
  private interface Element {
    Function<StepParts, RecordStep> read() throws BadTransform;
  }

  private void list(StepKind kind, Element element) throws BadTransform {
    do {
      add(kind, element.read());
    } while (text.takeComma());
  }

  private void add(StepKind kind, Function<StepParts, RecordStep> maker) {
    steps.add(new StepSource(kind, maker));
  }

  private Function<StepParts, RecordStep> rename() throws BadTransform {
    int at = text.at();
    FieldName from = names.value("the old name");
    takeEquals(from);
    FieldName to = names.target("the new name");
    if (to.role() == from.role() && (!to.isField() || to.text().equals(from.text()))) {
      throw text.problem(at, "%s has this name already.".formatted(from.text()));
    }
    return parts -> new RenameStep(from, to);
  }

  private void takeEquals(FieldName name) throws BadTransform {
    if (!text.take('=')) {
      throw text.problem(text.at(), "= is missing after %s.".formatted(name.text()));
    }
  }

  private void remove() throws BadTransform {
    List<FieldName> whole = new ArrayList<>();
    List<byte[]> prefixes = new ArrayList<>();
    do {
      names.removed(whole, prefixes);
    } while (text.takeComma());
    add(StepKind.REMOVE, parts -> new RemoveStep(whole, prefixes));
  }

  private Function<StepParts, RecordStep> add() throws BadTransform {
    FieldName name = names.target("a name");
    takeEquals(name);
    List<Template.Part> value = new TemplateReader(text, names).read(name);
    return parts -> new AddStep(name, new Template(value, parts.side()), parts.side());
  }

  private Function<StepParts, RecordStep> convert() throws BadTransform {
    int at = text.at();
    Token token = text.word("a name");
    String name = token.text();
    String type;
    int typeAt;
    if (token.isQuoted()) {
      typeAt = text.at();
      type = text.take(':') ? text.word("a type").text() : "";
    } else {
      int colon = name.lastIndexOf(':');
      typeAt = token.at() + (colon < 0 ? name.length() : colon + 1);
      type = colon < 0 ? "" : name.substring(colon + 1);
      name = colon < 0 ? name : name.substring(0, colon);
    }
    FieldName field = names.field(new Token(at, name, token.quote()));
    ValueType valueType = type(type, typeAt);
    return parts -> new ConvertStep(field, valueType, parts.side());
  }

  private ValueType type(String label, int at) throws BadTransform {
    if (label.equals("text")) {
      return ValueType.TEXT;
    }
    List<String> labels = new ArrayList<>(ValueType.LABELS);
    labels.add("text");
    return ValueType.named(label)
        .orElseThrow(() -> text.problem(at, "a type is int, float, bool or text.", label, labels));
  }

  private void sample() throws BadTransform {
    double share = Quantities.share(text, text.word("a percentage"));
    List<FieldName> by = names.by();
    add(StepKind.SAMPLE, parts -> new SampleStep(share, by));
  }

  private void limit() throws BadTransform {
    Quantities.Rate rate = Quantities.rate(text, text.word("a rate"));
    List<FieldName> by = names.by();
    add(
        StepKind.LIMIT,
        parts -> new LimitStep(rate.count(), rate.periodNanos(), by, parts.nanos(), parts.seed()));
  }

  private void dedup() throws BadTransform {
    long windowNanos = Quantities.timeNanos(text, text.word("a time"));
    List<FieldName> by = names.by();
    add(
        StepKind.DEDUP,
        parts -> new DedupStep(windowNanos, by, parts.nanos(), parts.seed(), parts.side()));
  }

  private void condition(StepKind kind, Function<Condition, RecordStep> use) throws BadTransform {
    if (text.isAtEnd()) {
      throw text.problem(text.at(), "a condition is missing.");
    }
    int at = text.at();
    String condition = text.rest();
    try {
      Condition.parse(condition);
    } catch (BadCondition e) {
      throw text.conditionProblem(at + e.index(), e);
    }
    add(kind, parts -> use.apply(parsed(condition)));
  }

  /** Anew for each thread. */
  private static Condition parsed(String condition) {
    try {
      return Condition.parse(condition);
    } catch (BadCondition e) {
      throw new IllegalStateException("was right before: " + condition, e);
    }
  }
}
