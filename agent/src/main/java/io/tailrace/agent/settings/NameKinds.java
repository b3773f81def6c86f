package io.tailrace.agent.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Kinds of names, by the rules of those who are to know them by it. */
final class NameKinds {
  private static final Pattern OURS = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** Needs no escaping in JSON; {@link io.tailrace.parsers.LogRecord} asks for that. */
  private static final Pattern FIELD =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*");

  /** Of a field that is there already: labels of pods have slashes. */
  private static final Pattern PRESENT_FIELD =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_/-]*)*");

  private static final int MAX_FIELD_LENGTH = 256;

  /** Loki's: a Prometheus label, and no double underscore, which is for Loki itself. */
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Loki's rule for a tenant id. */
  private static final Pattern LOKI_TENANT = Pattern.compile("[A-Za-z0-9!._*'()-]{1,150}");

  /** Loki's default limits: max_label_name_length, max_label_value_length. */
  private static final int MAX_LABEL_NAME = 1024;

  private static final int MAX_LABEL_VALUE = 2048;

  /** Elasticsearch: MetadataCreateIndexService, in bytes. */
  private static final int MAX_INDEX_BYTES = 255;

  /** Elasticsearch's data stream naming scheme: data_stream.dataset, data_stream.namespace. */
  private static final int MAX_STREAM_PART_BYTES = 100;

  /** Narrower than Elasticsearch's rule: what needs no escaping in a URL. */
  private static final Pattern INDEX_FORM = Pattern.compile("[a-z0-9.][a-z0-9_.+-]*");

  private static final Pattern STREAM_PART_FORM = Pattern.compile("[a-z0-9][a-z0-9_.]*");

  private static final String FORBIDDEN_IN_INDEX = "\\/*?\"<>| ,#:";

  /** The agent writes these itself, or writes fields inside of them: they cannot be values too. */
  private static final Set<String> WRITTEN_BY_US =
      Set.of(
          "message",
          "log",
          "log.level",
          "log.file",
          "log.file.path",
          "log.offset",
          "log.flags",
          "service",
          "host",
          "kubernetes",
          "kubernetes.pod",
          "kubernetes.labels",
          "kubernetes.annotations",
          "kubernetes.node",
          "kubernetes.container");

  static final Kind<List<String>> NAMES =
      Kind.listOf("list of names", Kind.of("name", NameKinds::ours));

  static final Kind<String> INDEX = Kind.of("index name", text -> index(text, MAX_INDEX_BYTES));

  static final Kind<String> STREAM_PART = Kind.of("name", NameKinds::streamPart);

  static final Kind<Map<String, String>> FIELDS = fieldsKind();

  static final Kind<List<String>> FIELD_NAMES =
      Kind.listOf("list of fields", Kind.of("field", NameKinds::presentField));

  static final Kind<String> TENANT = Kind.of("tenant", NameKinds::tenant);

  static final Kind<Map<String, String>> LABELS =
      Kind.mapOf("list of `name=value`", "job=shop,env=prod", NameKinds::label);

  private NameKinds() {}

  private static String ours(String text) throws BadValue {
    if (OURS.matcher(text).matches()) {
      return text;
    }
    String meant = text.toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
    throw new BadValue(
        "A name is lower-case letters, digits and underscores, and begins with a letter.%s"
            .formatted(OURS.matcher(meant).matches() ? " Did you mean %s?".formatted(meant) : ""));
  }

  private static String index(String text, int maxBytes) throws BadValue {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals(text)) {
      throw new BadValue("It must be lower case." + meantOrFurtherFault(lower, maxBytes));
    }
    for (char c : TextKinds.line(text).toCharArray()) {
      if (FORBIDDEN_IN_INDEX.indexOf(c) >= 0) {
        throw new BadValue(
            "The character '%s' cannot be in it, nor can any of %s and blanks."
                .formatted(c, FORBIDDEN_IN_INDEX.replace(" ", "")));
      }
    }
    if ("-_+".indexOf(text.charAt(0)) >= 0 || text.equals(".") || text.equals("..")) {
      throw new BadValue("It cannot begin with -, _ or +, nor be . or ..");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new BadValue("It must not be longer than %d bytes.".formatted(maxBytes));
    }
    if (!INDEX_FORM.matcher(text).matches()) {
      throw new BadValue("It must be lower-case letters, digits and characters of _.+-.");
    }
    return text;
  }

  private static String meantOrFurtherFault(String lower, int maxBytes) {
    try {
      return " Did you mean %s?".formatted(index(lower, maxBytes));
    } catch (BadValue e) {
      return " " + e.sentences();
    }
  }

  private static String streamPart(String text) throws BadValue {
    if (text.indexOf('-') >= 0) {
      String meant = text.toLowerCase(Locale.ROOT).replace('-', '_');
      throw new BadValue(
          "It cannot have a hyphen, which parts the names of data streams.%s"
              .formatted(
                  STREAM_PART_FORM.matcher(meant).matches()
                      ? " Did you mean %s?".formatted(meant)
                      : ""));
    }
    if (!STREAM_PART_FORM.matcher(index(text, MAX_STREAM_PART_BYTES)).matches()) {
      throw new BadValue(
          "It must be lower-case letters, digits, _ and . and begin with a letter or digit.");
    }
    return text;
  }

  private static String field(String text) throws BadValue {
    return field(text, FIELD);
  }

  private static String presentField(String text) throws BadValue {
    return field(text, PRESENT_FIELD);
  }

  private static String field(String text, Pattern form) throws BadValue {
    if (text.length() > MAX_FIELD_LENGTH || !form.matcher(text).matches()) {
      throw new BadValue(
          "A field's name is letters, digits, - and _, with dots between its parts, such as"
              + " labels.team.");
    }
    return text;
  }

  private static Kind<Map<String, String>> fieldsKind() {
    Kind<Map<String, String>> pairs =
        Kind.mapOf(
            "list of `field=value`",
            "labels.team=payments,labels.env=prod",
            (name, value) -> addedField(name));
    return Kind.of(
        pairs.name(),
        text -> {
          Map<String, String> fields = pairs.parse(text);
          for (String name : fields.keySet()) {
            for (String other : fields.keySet()) {
              if (other.startsWith(name + ".")) {
                throw new BadValue(
                    "%s cannot be a value and also have %s inside of it.".formatted(name, other));
              }
            }
          }
          return fields;
        });
  }

  private static void addedField(String name) throws BadValue {
    if (WRITTEN_BY_US.contains(field(name))) {
      throw new BadValue(
          "The agent writes %s itself. Did you mean labels.%s?".formatted(name, name));
    }
  }

  private static String tenant(String text) throws BadValue {
    if (!LOKI_TENANT.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw new BadValue(
          "A tenant is 1 to 150 letters, digits and characters of !._*'()- and is not . or ..");
    }
    return text;
  }

  private static void label(String name, String value) throws BadValue {
    if (!LABEL.matcher(name).matches() || name.startsWith("__") || name.length() > MAX_LABEL_NAME) {
      throw new BadValue(
          "A label's name is letters, digits and _, such as job=shop; it does not begin with a"
              + " digit or with __.");
    }
    if (value.isEmpty() || value.length() > MAX_LABEL_VALUE) {
      throw new BadValue(
          "The value of the label %s must have 1 to %d characters."
              .formatted(name, MAX_LABEL_VALUE));
    }
    TextKinds.line(value);
  }
}
