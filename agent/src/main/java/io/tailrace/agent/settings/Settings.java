package io.tailrace.agent.settings;

import io.tailrace.agent.files.CopyAhead;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all settings at once and finds all that is wrong with them. */
public final class Settings {
  private final Map<String, String> environment;
  private final SettingsReader reader;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private Optional<Path> envFile = Optional.empty();

  private Settings(Map<String, String> environment) {
    this.environment = environment;
    this.reader = new SettingsReader(variables);
  }

  /**
   * Reads the settings, and the files that they name.
   *
   * @param environment the process's variables, as of {@link System#getenv()}
   */
  public static Loaded load(Map<String, String> environment) {
    return new Settings(environment).read();
  }

  /**
   * Reads what a dry run needs: the settings with one input, whose files need not be named, and
   * with the outputs to servers, or if there is none, one to Elasticsearch and one to Loki. They
   * need no address: see {@link DryRunVariables}.
   *
   * @param input whose settings these are, or those of all inputs
   * @param options values by names such as {@code PARSER}, instead of what is set
   */
  public static Loaded dryRun(
      Map<String, String> environment, Optional<String> input, Map<String, String> options) {
    return new Settings(environment).readDryRun(input, options);
  }

  /**
   * Reads what a test says of reading, and of the file that its {@code TAILRACE_ENV_FILE} names
   * nothing but that: where records go and which files are read is left aside, for keys and
   * certificates are not where tests run. Of outputs the settings have the names and conditions
   * alone. The process's variables are not asked.
   *
   * @param output whose condition has to be right, if the test is about one
   */
  public static Loaded ofTest(SettingLines lines, Optional<String> output) {
    return new Settings(Map.of()).readTest(lines, output);
  }

  private Loaded readTest(SettingLines lines, Optional<String> output) {
    variables.putAll(lines.variables(reader::problem));
    collect();
    setPaths();
    List<InputSettings> inputs = new InputsReader(reader).read();
    AgentReading agent = agent();
    Metadata metadata = new MetadataReader(reader).read(false);
    int before = reader.problems().size();
    OutputsReader outputs = new OutputsReader(reader);
    outputs.read();
    List<Problem> ofOutputs =
        reader.problems().subList(before, reader.problems().size()).stream()
            .filter(problem -> output.isEmpty() || !OutputsReader.decides(problem, output.get()))
            .toList();
    new UnknownVariables(reader, outputs.types()).check();
    List<Problem> problems =
        reader.problems().stream()
            .filter(problem -> !ofOutputs.contains(problem))
            .distinct()
            .toList();
    return problems.isEmpty()
        ? new Loaded.Good(agent.with(inputs, outputs.inName(), metadata), List.of())
        : new Loaded.Bad(problems);
  }

  /** A test has its lines at hand: whatever the paths are, they are right. */
  private void setPaths() {
    SettingsReader.Section common = reader.agent();
    List<String> inputs = common.ifSet(InputDeclarations.INPUTS).orElse(List.of());
    if (inputs.isEmpty()) {
      setPaths(common);
    } else {
      variables.remove(common.nameOf(InputDeclarations.PATHS));
      inputs.forEach(name -> setPaths(reader.section(name)));
    }
  }

  private void setPaths(SettingsReader.Section section) {
    String name = section.nameOf(InputDeclarations.PATHS);
    variables.put(
        name, new Variable(name, InputDeclarations.PATHS.example(), new Origin.IsDefault()));
  }

  private Loaded readDryRun(Optional<String> input, Map<String, String> options) {
    collect();
    new DryRunVariables(reader, variables).prepare(input, options);
    InputSettings only = new InputsReader(reader).one(input);
    OutputsReader outputsReader = new OutputsReader(reader);
    List<OutputSettings> outputs = outputsReader.read();
    // An input may have the name of an output that only a dry run has.
    new NameClashes(reader).check(List.of(), outputsReader.types());
    AgentReading agent = agent();
    Metadata metadata = new MetadataReader(reader).read(true);
    return reader.problems().isEmpty()
        ? new Loaded.Good(agent.with(List.of(only), outputs, metadata), reader.effective())
        : new Loaded.Bad(reader.problems());
  }

  private Loaded read() {
    collect();
    InputsReader inputsReader = new InputsReader(reader);
    List<InputSettings> inputs = inputsReader.read();
    OutputsReader outputsReader = new OutputsReader(reader);
    List<OutputSettings> outputs = outputsReader.read();
    new NameClashes(reader).check(inputsReader.names(), outputsReader.types());
    AgentReading agent = agent();
    checkMemory(outputs, agent.bufferMemory());
    Metadata metadata = new MetadataReader(reader).read(true);
    new UnknownVariables(reader, outputsReader.types()).check();
    if (!reader.problems().isEmpty()) {
      return new Loaded.Bad(reader.problems());
    }
    return new Loaded.Good(agent.with(inputs, outputs, metadata), reader.effective());
  }

  /** What is true of the agent as a whole, while it is not known whether the rest is right. */
  private record AgentReading(
      Optional<Path> stateDir,
      ByteSize holdMax,
      CopyAhead copyAhead,
      boolean readCompressed,
      ByteSize bufferMemory,
      ByteSize maxLine,
      MultilineLimits multilineLimits,
      Duration drainTimeout,
      Ending ending,
      Optional<InetSocketAddress> statusAddress,
      LogLevel logLevel,
      LogFormat logFormat,
      Optional<Path> envFile) {

    AgentSettings with(
        List<InputSettings> inputs, List<OutputSettings> outputs, Metadata metadata) {
      return new AgentSettings(
          inputs,
          outputs,
          metadata,
          stateDir,
          holdMax,
          copyAhead,
          readCompressed,
          bufferMemory,
          maxLine,
          multilineLimits,
          drainTimeout,
          ending,
          statusAddress,
          logLevel,
          logFormat,
          envFile);
    }
  }

  private AgentReading agent() {
    SettingsReader.Section agent = reader.agent();
    return new AgentReading(
        agent.optional(AgentDeclarations.STATE_DIR),
        agent.orDefault(AgentDeclarations.HOLD_MAX),
        agent.orDefault(AgentDeclarations.COPY_AHEAD),
        agent.orDefault(AgentDeclarations.READ_COMPRESSED),
        agent.orDefault(AgentDeclarations.BUFFER_MEMORY),
        agent.orDefault(AgentDeclarations.MAX_LINE),
        new MultilineLimits(
            agent.orDefault(AgentDeclarations.MULTILINE_MAX_LINES),
            agent.orDefault(AgentDeclarations.MULTILINE_TIMEOUT)),
        agent.orDefault(AgentDeclarations.DRAIN_TIMEOUT),
        new Ending(
            agent.optional(AgentDeclarations.EXIT_WHEN).orElse(List.of()),
            agent.orDefault(AgentDeclarations.QUIT_ENDPOINT),
            agent.optional(AgentDeclarations.TERMINATION_GRACE_PERIOD)),
        agent.orDefault(AgentDeclarations.STATUS_ADDRESS),
        agent.orDefault(AgentDeclarations.LOG_LEVEL),
        agent.orDefault(AgentDeclarations.LOG_FORMAT),
        envFile);
  }

  /** Puts the environment over the file it may name. */
  private void collect() {
    environment.forEach((name, value) ->
        variables.put(name, new Variable(name, value, new Origin.FromEnvironment())));
    AgentDeclarations.LAUNCHER.forEach(
        setting -> reader.know(Declarations.PREFIX + setting.name()));
    envFile = reader.agent().optional(AgentDeclarations.ENV_FILE);
    envFile.ifPresent(file -> EnvFile.read(file, reader::problem).forEach(this::add));
  }

  private void add(String name, Variable fromFile) {
    String envFile = Declarations.PREFIX + AgentDeclarations.ENV_FILE.name();
    if (name.equals(envFile)) {
      reader.problem(
          Problem.hidden(fromFile, "It is for the environment, not for the file itself."));
    } else if (AgentDeclarations.LAUNCHER.stream()
        .anyMatch(setting -> name.equals(Declarations.PREFIX + setting.name()))) {
      reader.problem(
          Problem.hidden(
              fromFile, "The launcher does not read this file: set it in the environment."));
    } else if (reader.find(name).isEmpty()) {
      variables.put(name, fromFile);
    }
  }

  /** The batches must fit: they are allocated once and never given back. */
  private void checkMemory(List<OutputSettings> outputs, ByteSize bufferMemory) {
    long needed = outputs.stream().mapToLong(each -> each.batching().memory().bytes()).sum();
    if (needed > bufferMemory.bytes()) {
      reader.problem(
          Problem.of(
              Declarations.PREFIX + AgentDeclarations.BUFFER_MEMORY.name(),
              ("It is %s, but the batches take up to %s: BATCH_BYTES times IN_FLIGHT + 1 for"
                      + " every output. Raise it, or lower those.")
                  .formatted(bufferMemory, new ByteSize(needed))));
    }
  }
}
