package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Values that are secrets by their name: {@code password=x}, {@code "token": "x"}, {@code api_key:
 * x}, also where quotes are escaped since one JSON text is inside another.
 */
final class NamedValues {
  private static final int MAX_NAME = 64;

  private static final byte[][] NO_VALUES = {
    "true".getBytes(US_ASCII),
    "false".getBytes(US_ASCII),
    "null".getBytes(US_ASCII),
    "none".getBytes(US_ASCII),
    "nil".getBytes(US_ASCII),
    "undefined".getBytes(US_ASCII)
  };

  /** What stands between the word Authorization and what is secret of it. */
  private static final byte[][] SCHEMES = {
    "bearer".getBytes(US_ASCII),
    "basic".getBytes(US_ASCII),
    "digest".getBytes(US_ASCII),
    "negotiate".getBytes(US_ASCII),
    "apikey".getBytes(US_ASCII),
    "token".getBytes(US_ASCII),
    "aws4-hmac-sha256".getBytes(US_ASCII)
  };

  private final SecretNames names;
  private final Marks marks;

  NamedValues(SecretNames names, Marks marks) {
    this.names = names;
    this.marks = marks;
  }

  /**
   * Looks at {@code :} or {@code =}.
   *
   * @return the rule by which the value was found, or {@link SecretNames#NO_RULE}
   */
  int find(Spot spot) {
    byte[] b = spot.bytes;
    boolean assigns = b[spot.at] == '=' && spot.at > spot.start && b[spot.at - 1] == ':';
    int nameTo = beforeQuote(spot, beforeBlanks(spot, assigns ? spot.at - 1 : spot.at));
    int nameFrom = nameTo;
    while (nameFrom > spot.start && nameTo - nameFrom < MAX_NAME && isName(b[nameFrom - 1])) {
      nameFrom--;
    }
    int rule = names.ruleOf(b, nameFrom, nameTo);
    if (rule == SecretNames.NO_RULE && isParameter(spot, nameFrom)) {
      rule = names.ruleOfParameter(b, nameFrom, nameTo);
    }
    if (rule == SecretNames.NO_RULE) {
      return rule;
    }
    int value = valueFrom(spot);
    if (rule == SecretNames.COOKIES) {
      return findCookies(spot, value) ? RedactionRule.SECRET.ordinal() : SecretNames.NO_RULE;
    }
    boolean found =
        value < spot.to
            && !SecretNames.isDirectory(b, nameFrom, nameTo, b[value])
            && findValue(spot, value, rule);
    return found ? rule : SecretNames.NO_RULE;
  }

  private static boolean isParameter(Spot spot, int nameFrom) {
    boolean sign = spot.bytes[spot.at] == '=' && nameFrom > spot.start;
    return sign && (spot.bytes[nameFrom - 1] == '?' || spot.bytes[nameFrom - 1] == '&');
  }

  private boolean findCookies(Spot spot, int value) {
    int from = value;
    while (from < spot.to && opensValue(spot.bytes[from])) {
      from++;
    }
    int end = Cookies.end(spot, from);
    return end > from && isSecret(spot, from, end) && spot.found(from, end);
  }

  private static boolean opensValue(byte b) {
    return isQuote(b) || b == '[' || b == '\\';
  }

  /**
   * Looks at the first dash of {@code --password x}.
   *
   * @return as {@link #find}
   */
  int findOption(Spot spot) {
    int from = spot.at + 2;
    if (spot.byteAt(spot.at + 1) != '-' || spot.isWordBefore(spot.at)) {
      return SecretNames.NO_RULE;
    }
    int to = from;
    while (to < spot.to && to - from < MAX_NAME && isName(spot.bytes[to])) {
      to++;
    }
    int value = spot.afterBlanks(to);
    if (value == to || value >= spot.to || spot.bytes[value] == '-') {
      return SecretNames.NO_RULE;
    }
    int rule = names.ruleOf(spot.bytes, from, to);
    boolean found =
        rule != SecretNames.NO_RULE
            && rule != SecretNames.COOKIES
            && rule != RedactionRule.BEARER.ordinal()
            && findValue(spot, value, rule);
    return found ? rule : SecretNames.NO_RULE;
  }

  /**
   * Looks at the bracket that an XML element begins with, {@code <password>x</password>}.
   *
   * @return as {@link #find}
   */
  int findElement(Spot spot) {
    int from = spot.at + 1;
    int to = from;
    while (to < spot.to && to - spot.at <= MAX_NAME && isElementName(spot.bytes[to])) {
      from = spot.bytes[to] == ':' ? to + 1 : from;
      to++;
    }
    int rule = names.ruleOf(spot.bytes, from, to);
    boolean found =
        rule != SecretNames.NO_RULE && rule != SecretNames.COOKIES && findElementText(spot, to);
    return found ? rule : SecretNames.NO_RULE;
  }

  private static boolean isElementName(byte b) {
    return isName(b) || b == ':';
  }

  /** The text between the tag, whose name ends at {@code nameTo}, and the one that closes it. */
  private boolean findElementText(Spot spot, int nameTo) {
    int from = nameTo;
    while (from < spot.to && spot.bytes[from] != '>' && spot.bytes[from] != '<') {
      from++;
    }
    if (spot.byteAt(from) != '>' || spot.bytes[from - 1] == '/') {
      return false;
    }
    from++;
    int end = from;
    while (end < spot.to && spot.bytes[end] != '<') {
      end++;
    }
    int slash = spot.escaped && spot.byteAt(end + 1) == '\\' ? end + 2 : end + 1;
    return spot.byteAt(slash) == '/' && isSecret(spot, from, end) && spot.found(from, end);
  }

  private static int beforeBlanks(Spot spot, int i) {
    int limit = Math.max(spot.start, i - Spot.MAX_BLANKS);
    while (i > limit && Spot.isBlank(spot.bytes[i - 1])) {
      i--;
    }
    return i;
  }

  private static int beforeQuote(Spot spot, int i) {
    if (i == spot.start || !isQuote(spot.bytes[i - 1])) {
      return i;
    }
    i--;
    while (i > spot.start && spot.bytes[i - 1] == '\\') {
      i--;
    }
    return i;
  }

  private static boolean isName(byte b) {
    return Spot.isWord(b) || b == '-' || b == '.';
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'';
  }

  /** Where the value begins, its quote included; the end of the text if there is none. */
  private static int valueFrom(Spot spot) {
    int sign = spot.bytes[spot.at];
    int next = spot.byteAt(spot.at + 1);
    if (next == '=' || (sign == ':' && next == ':')) {
      return spot.to; // A comparison, ":=" whose turn comes yet, or a name in C++.
    }
    return spot.afterBlanks(spot.at + (sign == '=' && next == '>' ? 2 : 1));
  }

  private boolean findValue(Spot spot, int at, int rule) {
    int quote = at;
    while (quote < spot.to && spot.bytes[quote] == '\\') {
      quote++;
    }
    if (quote < spot.to && isQuote(spot.bytes[quote])) {
      int end = QuotedText.end(spot, quote + 1, quote - at);
      if (end >= 0) {
        return rule == RedactionRule.BEARER.ordinal()
            ? findCredentials(spot, quote + 1, end)
            : isSecret(spot, quote + 1, end) && spot.found(quote + 1, end);
      }
      at = quote + 1;
    }
    boolean listed = spot.byteAt(at) == '[' && marks.after(spot.bytes, at, spot.to) == at;
    int from = listed ? at + 1 : at;
    if (rule == RedactionRule.BEARER.ordinal()) {
      return findCredentials(spot, from, spot.to);
    }
    int mark = marks.after(spot.bytes, from, spot.to);
    if (mark > from && BareValue.endsAt(spot, mark)) {
      return false;
    }
    int end = BareValue.end(spot, afterScheme(spot, from, mark));
    return isSecret(spot, from, end) && spot.found(from, end);
  }

  /** Of {@code token: Bearer x} both words are the value; {@code otherwise} if it has but one. */
  private int afterScheme(Spot spot, int from, int otherwise) {
    int token = afterSchemes(spot, from, spot.to);
    return token > from ? marks.after(spot.bytes, token, spot.to) : otherwise;
  }

  /** Whether a whole value is to be redacted: it is no mark, no constant, no row of stars. */
  boolean isSecret(Spot spot, int from, int to) {
    if (from >= to || marks.after(spot.bytes, from, to) == to || spot.bytes[from] == '{') {
      return false;
    }
    int stars = from;
    while (stars < to && spot.bytes[stars] == '*') {
      stars++;
    }
    if (stars == to) {
      return false;
    }
    for (byte[] constant : NO_VALUES) {
      if (to - from == constant.length && spot.isAt(from, constant)) {
        return false;
      }
    }
    return true;
  }

  private static int endOfCredentials(Spot spot, int from) {
    int parameters = AuthParameters.end(spot, from);
    return parameters > from ? parameters : Math.max(from, Tokens.afterToken(spot, from));
  }

  /** The value of a header: what follows the scheme, or what looks like a token without one. */
  boolean findCredentials(Spot spot, int from, int to) {
    int token = afterSchemes(spot, from, to);
    if (token > from) {
      int end = to < spot.to ? to : endOfCredentials(spot, token);
      return token < end && isSecret(spot, token, end) && spot.found(token, end);
    }
    int end = Math.min(to, Tokens.afterToken(spot, from));
    return end > from && Tokens.isToken(spot, from, end) && spot.found(from, end);
  }

  /** Some write {@code Bearer Bearer x}: the last scheme is followed by what is secret. */
  private static int afterSchemes(Spot spot, int from, int to) {
    int token = from;
    int scheme = schemeLength(spot, token, to);
    while (scheme > 0) {
      token = Math.min(to, spot.afterBlanks(token + scheme));
      scheme = schemeLength(spot, token, to);
    }
    return token;
  }

  /** The length of the scheme that stands there, or 0. */
  private static int schemeLength(Spot spot, int from, int to) {
    for (byte[] scheme : SCHEMES) {
      int after = from + scheme.length;
      if (after < to && Spot.isBlank(spot.bytes[after]) && spot.isAt(from, scheme)) {
        return scheme.length;
      }
    }
    return 0;
  }
}
