package io.tailrace.agent.testing;

import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.OutputSettings;
import io.tailrace.agent.settings.Settings;
import io.tailrace.agent.settings.Suggestions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A test with what its settings say, nothing wrong with them.
 *
 * @param input whose lines these are
 * @param output whose records are expected, if the test says so
 */
record ReadableTest(
    TestCase test, AgentSettings settings, InputSettings input, Optional<OutputSettings> output) {
  /** Empty if something is wrong; that is told. */
  static Optional<ReadableTest> of(TestCase test, Consumer<TestProblem> problems) {
    return switch (Settings.ofTest(test.settings(), test.output().map(TestCase.Output::name))) {
      case Loaded.Bad bad -> {
        bad.problems().forEach(problem -> problems.accept(TestProblem.of(test, problem)));
        yield Optional.empty();
      }
      case Loaded.Good good -> {
        Optional<InputSettings> input = input(test, good.settings(), problems);
        Optional<OutputSettings> output = output(test, good.settings(), problems);
        yield input
            .filter(found -> output.isPresent() || test.output().isEmpty())
            .map(found -> new ReadableTest(test, good.settings(), found, output));
      }
    };
  }

  private static Optional<InputSettings> input(
      TestCase test, AgentSettings settings, Consumer<TestProblem> problems) {
    List<InputSettings> inputs = settings.inputs();
    List<String> names = inputs.stream().map(InputSettings::name).toList();
    Optional<InputSettings> input =
        inputs.stream()
            .filter(each -> test.input().map(each.name()::equals).orElse(inputs.size() == 1))
            .findFirst();
    if (input.isEmpty()) {
      String message =
          test.input()
              .map(name ->
                  "There is no input %s; there is %s.%s"
                      .formatted(name, String.join(", ", names), Suggestions.sentence(name, names)))
              .orElseGet(() ->
                  "There are the inputs %s: say which one with a line such as: input %s"
                      .formatted(String.join(", ", names), names.getFirst()));
      problems.accept(new TestProblem(test.file() + ":" + test.line(), message));
    }
    return input;
  }

  private static Optional<OutputSettings> output(
      TestCase test, AgentSettings settings, Consumer<TestProblem> problems) {
    if (test.output().isEmpty()) {
      return Optional.empty();
    }
    TestCase.Output wanted = test.output().get();
    Optional<OutputSettings> output =
        settings.outputs().stream().filter(each -> each.name().equals(wanted.name())).findFirst();
    if (output.isEmpty()) {
      List<String> names = settings.outputs().stream().map(OutputSettings::name).toList();
      problems.accept(
          new TestProblem(
              test.file() + ":" + wanted.line(),
              "There is no output %s; there is %s.%s"
                  .formatted(
                      wanted.name(),
                      String.join(", ", names),
                      Suggestions.sentence(wanted.name(), names))));
    }
    return output;
  }
}
