package io.tailrace.agent;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserChoice;
import io.tailrace.parsers.RecordReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the lines of each input become records, as the settings say. Asked by pipelines' threads. */
final class Records {
  private final AgentSettings settings;

  /** One map for all files of an input: there may be many thousands. */
  private final Map<String, Map<String, String>> fieldsOfInput = new ConcurrentHashMap<>();

  Records(AgentSettings settings) {
    this.settings = settings;
  }

  int maxEventBytes() {
    return settings.maxLine().toInt();
  }

  /** A new reader of an input's lines. */
  RecordReader reader(String inputName) {
    InputSettings input = input(inputName);
    return new RecordReader(
            ParserChoice.named(input.parser()),
            Multiline.named(input.multiline()),
            Encoding.named(input.encoding()),
            maxEventBytes())
        .redacting(input.redaction().redaction());
  }

  /** What every record of a generation carries. */
  Map<String, String> fields(Generation generation) {
    return fieldsOfInput.computeIfAbsent(
        generation.input().name(), name -> settings.metadata().fields(input(name)));
  }

  private InputSettings input(String name) {
    return settings.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
