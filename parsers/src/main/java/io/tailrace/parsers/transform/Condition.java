package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.RecordStep;
import java.util.Map;

/**
 * What a record has to be like, as a user writes it: {@code level>=warn && !path~"^/healthz"}.
 *
 * <pre>
 * condition = and *( "||" and )
 * and       = not *( "&amp;&amp;" not )
 * not       = "!" not / "(" condition ")" / test
 * test      = field [ compare value / "~" text / "!~" text / "in" "(" value *( "," value ) ")" ]
 * compare   = "==" / "!=" / "&lt;" / "&lt;=" / "&gt;" / "&gt;="
 * field     = word / text / "`" characters "`"
 * value     = word / text
 * text      = '"' characters '"' / "'" characters "'"
 * word      = characters without blanks, quotes and any of ( ) &amp; | ! = &lt; &gt; ~ , ;
 * </pre>
 *
 * <p>A field is named as in the record; {@code a.b} is also the member {@code b} of a JSON object
 * {@code a}. The words {@code level} and {@code message} are the record's own. A field that is not
 * there, or null, makes every test of it false, and so each of those that say no true: {@code !=}
 * and {@code !~} are the contrary of {@code ==} and {@code ~}.
 *
 * <p>Asking takes time in proportion to the record, whatever the two are, and allocates nothing but
 * what RE2/J makes for a match of a pattern that is more than a text. Owned by one thread, since it
 * keeps what it needs for that.
 */
public final class Condition {
  private final String text;
  private final Test test;

  private Condition(String text, Test test) {
    this.text = text;
    this.test = test;
  }

  /**
   * Reads a condition.
   *
   * @throws BadCondition if it is none, saying where and why
   */
  public static Condition parse(String text) throws BadCondition {
    return new Condition(text, new ConditionParser(text).parse());
  }

  /** Whether the record is like that. Changes nothing of it. */
  public boolean holds(LogRecord record) {
    return test.holds(record);
  }

  /**
   * The step that drops every record that is not like that.
   *
   * @param setting the name of what asks for it, for people: {@link RecordStep#droppedBy}
   */
  public RecordStep keeping(String setting) {
    return keeping(setting, "only_if");
  }

  /**
   * Likewise.
   *
   * @param word what it counts its drops under: {@link RecordStep#drops}
   */
  public RecordStep keeping(String setting, String word) {
    return new Keeping(test, setting, word);
  }

  /** Likewise, as one of several steps that say themselves which of them it was. */
  RecordStep keeping() {
    return test::holds;
  }

  /** The step that drops every record that is like that, likewise. */
  RecordStep dropping() {
    return record -> !test.holds(record);
  }

  /** The text it was read from. */
  @Override
  public String toString() {
    return text;
  }

  private static final class Keeping implements RecordStep {
    private final Test test;
    private final String setting;
    private final String word;
    private long dropped;

    Keeping(Test test, String setting, String word) {
      this.test = test;
      this.setting = setting;
      this.word = word;
    }

    @Override
    public boolean apply(LogRecord record) {
      boolean keeps = test.holds(record);
      dropped += keeps ? 0 : 1;
      return keeps;
    }

    @Override
    public String droppedBy() {
      return setting;
    }

    @Override
    public Map<String, Long> drops() {
      return dropped == 0 ? Map.of() : Map.of(word, dropped);
    }
  }
}
