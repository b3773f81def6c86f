package io.tailrace.parsers.redaction;

import java.util.Set;

/**
 * The built-in rules, all at once. A table says of each byte whether a rule looks for something
 * there; at all others the pass goes on. What it looks at is bounded for each such byte, or lies
 * behind it afterwards, so the time is linear.
 */
final class BuiltInPass implements Pass {
  private static final int DIGIT = 1;
  private static final int AT = 2;
  private static final int COLON = 3;
  private static final int EQUALS = 4;
  private static final int BEARER = 5;
  private static final int JWT = 6;
  private static final int AWS = 7;
  private static final int BACKSLASH = 8;
  private static final int MARK = 9;
  private static final int KEY_FORM = 10;
  private static final int DASH = 11;
  private static final int PRIVATE_KEY = 12;
  private static final int ELEMENT = 13;

  private final byte[] triggers = new byte[256];
  private final Spot spot = new Spot();
  private final CardNumbers cards = new CardNumbers();
  private final Marks marks;
  private final SecretNames names;
  private final NamedValues values;
  private final ValueOfValue further;
  private final boolean card;
  private final boolean ip;
  private final boolean url;
  private final boolean apiKey;

  private RedactedText target;

  /**
   * @param marks what earlier passes may have left
   */
  BuiltInPass(Set<RedactionRule> rules, Marks marks, RedactedText target) {
    this.target = target;
    this.marks = marks;
    this.names = new SecretNames(rules);
    this.values = new NamedValues(names, marks);
    this.further = new ValueOfValue(names, marks);
    this.card = rules.contains(RedactionRule.CREDIT_CARD);
    this.ip = rules.contains(RedactionRule.IP);
    this.url = rules.contains(RedactionRule.URL_PASSWORD);
    this.apiKey = rules.contains(RedactionRule.API_KEY);
    boolean secret = rules.contains(RedactionRule.SECRET);
    triggers['\\'] = BACKSLASH;
    triggers['['] = MARK;
    trigger(card || ip, "0123456789", DIGIT);
    trigger(rules.contains(RedactionRule.EMAIL), "@%", AT);
    trigger(ip || url || apiKey || names.any(), ":", COLON);
    trigger(names.any(), "=", EQUALS);
    trigger(rules.contains(RedactionRule.BEARER), "bB", BEARER);
    trigger(rules.contains(RedactionRule.JWT), "J", JWT);
    trigger(rules.contains(RedactionRule.AWS_KEY), "KS", AWS);
    trigger(apiKey, ApiKeys.TRIGGERS, KEY_FORM);
    trigger(apiKey || secret, "-", DASH);
    trigger(secret, "<", ELEMENT);
    trigger(rules.contains(RedactionRule.PRIVATE_KEY), "V", PRIVATE_KEY);
  }

  private void trigger(boolean wanted, String bytes, int what) {
    for (int i = 0; wanted && i < bytes.length(); i++) {
      triggers[bytes.charAt(i)] = (byte) what;
    }
  }

  @Override
  public void start(byte[] bytes, RedactedText target) {
    this.target = target;
    spot.bytes = bytes;
  }

  @Override
  public void text(int from, int to, boolean escaped) {
    spot.begin(from, to, escaped);
    byte[] bytes = spot.bytes;
    int i = from;
    while (true) {
      while (i < to && triggers[bytes[i] & 0xFF] == 0) {
        i++;
      }
      if (i >= to) {
        return;
      }
      spot.at = i;
      i = look(triggers[bytes[i] & 0xFF]);
    }
  }

  /** Looks at the spot; where to go on. */
  private int look(int trigger) {
    return switch (trigger) {
      case DIGIT -> digits();
      case AT -> after(Emails.find(spot), RedactionRule.EMAIL);
      case COLON -> colon();
      case EQUALS -> named(values.find(spot));
      case BEARER -> after(Tokens.findBearer(spot), RedactionRule.BEARER);
      case JWT -> after(Tokens.findJwt(spot), RedactionRule.JWT);
      case AWS -> after(Tokens.findAwsId(spot), RedactionRule.AWS_KEY);
      case KEY_FORM -> after(ApiKeys.find(spot), RedactionRule.API_KEY);
      case DASH -> dash();
      case ELEMENT -> named(values.findElement(spot));
      case PRIVATE_KEY -> after(PrivateKeys.find(spot, marks), RedactionRule.PRIVATE_KEY);
      case BACKSLASH -> escape();
      case MARK -> Math.max(spot.at + 1, marks.after(spot.bytes, spot.at, spot.to));
      default -> throw new IllegalStateException("trigger " + trigger);
    };
  }

  /**
   * Passes over an escape, and over the one in an inner JSON text that an escaped backslash begins.
   * In a plain text it may as well be a Windows path, so that it only may be an escape.
   */
  private int escape() {
    int end = afterEscape(spot.at);
    if (!spot.escaped) {
      spot.boundary = end;
      return spot.at + 1;
    }
    boolean nested = spot.byteAt(spot.at + 1) == '\\' && isEscape(spot.byteAt(end));
    spot.left = Math.min(spot.to, nested ? afterEscape(end - 1) : end);
    return spot.left;
  }

  private int afterEscape(int backslash) {
    return backslash + (spot.byteAt(backslash + 1) == 'u' ? 6 : 2);
  }

  private static boolean isEscape(int b) {
    return b == 'n' || b == 't' || b == 'r' || b == 'b' || b == 'f' || b == 'u';
  }

  private int digits() {
    boolean begins = !spot.isWordBefore(spot.at) && !isAfterDecimalPoint();
    if (begins && card && cards.find(spot)) {
      return replaced(RedactionRule.CREDIT_CARD.ordinal());
    }
    if (begins && ip && IpAddresses.findV4(spot)) {
      return replaced(RedactionRule.IP.ordinal());
    }
    int i = spot.at + 1;
    while (spot.isDigitAt(i)) {
      i++;
    }
    return i;
  }

  private boolean isAfterDecimalPoint() {
    return spot.byteAt(spot.at - 1) == '.' && spot.isDigitAt(spot.at - 2);
  }

  private int colon() {
    if (url && UrlPasswords.find(spot)) {
      return values.isSecret(spot, spot.from, spot.end)
          ? replaced(RedactionRule.URL_PASSWORD.ordinal())
          : spot.end;
    }
    if (apiKey && ApiKeys.findHook(spot)) {
      return values.isSecret(spot, spot.from, spot.end)
          ? replaced(RedactionRule.API_KEY.ordinal())
          : spot.end;
    }
    int rule = values.find(spot);
    if (rule != SecretNames.NO_RULE) {
      return replaced(rule);
    }
    return after(ip && IpAddresses.findV6(spot) && !isCutByMark(), RedactionRule.IP);
  }

  /** Whether the colons at its end stood before what an earlier pass has taken: {@code 17::[x]}. */
  private boolean isCutByMark() {
    return spot.bytes[spot.end - 1] == ':' && marks.after(spot.bytes, spot.end, spot.to) > spot.end;
  }

  private int dash() {
    if (apiKey && ApiKeys.find(spot)) {
      return replaced(RedactionRule.API_KEY.ordinal());
    }
    return named(values.findOption(spot));
  }

  private int named(int rule) {
    return rule == SecretNames.NO_RULE ? spot.at + 1 : replaced(rule);
  }

  private int after(boolean found, RedactionRule rule) {
    return found ? replaced(rule.ordinal()) : spot.at + 1;
  }

  /** Replaces what was found; where to go on. */
  private int replaced(int rule) {
    spot.end = further.end(spot);
    target.replace(spot.from, spot.end, rule, false);
    spot.start = spot.end;
    spot.left = spot.end;
    spot.boundary = spot.end;
    return spot.end;
  }

  @Override
  public void number(int from, int to) {
    if (card && cards.isCard(spot.bytes, from, to)) {
      target.replace(from, to, RedactionRule.CREDIT_CARD.ordinal(), true);
    }
  }

  @Override
  public int ruleOf(int nameFrom, int nameTo) {
    return names.ruleOf(spot.bytes, nameFrom, nameTo);
  }

  @Override
  public void named(int from, int to, int rule, boolean quoted) {
    spot.begin(from, to, true);
    if (rule == SecretNames.COOKIES) {
      cookies(from, to, quoted);
    } else if (rule != RedactionRule.BEARER.ordinal()) {
      if (values.isSecret(spot, from, to)) {
        target.replace(from, to, rule, quoted);
      }
    } else if (values.findCredentials(spot, from, to)) {
      target.replace(spot.from, to, rule, quoted);
    } else if (quoted) {
      number(from, to);
    } else {
      text(from, to, true);
    }
  }

  private void cookies(int from, int to, boolean quoted) {
    if (Cookies.areIn(spot.bytes, from, to) && values.isSecret(spot, from, to)) {
      target.replace(from, to, RedactionRule.SECRET.ordinal(), quoted);
    } else if (quoted) {
      number(from, to);
    } else {
      text(from, to, true);
    }
  }
}
