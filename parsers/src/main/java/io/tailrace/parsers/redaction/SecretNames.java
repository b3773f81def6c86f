package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;

/**
 * Which names say that a secret follows: those that end with a word of a list, whatever their case,
 * and with or without {@code _}, {@code -} and {@code .} in between. {@code DB_PASSWORD}, {@code
 * x-api-key} and {@code accessToken} are such names; {@code tokens} and {@code password_length} are
 * none.
 */
final class SecretNames {
  /** What a name is of no rule that is in force. */
  static final int NO_RULE = -1;

  /** What a name is that says that cookies follow: secrets, if they are some. */
  static final int COOKIES = RedactionRule.values().length;

  private static final byte[] AUTHORIZATION = "authorization".getBytes(US_ASCII);
  private static final byte[] AWS_SECRET = "secretaccesskey".getBytes(US_ASCII);
  private static final byte[] WORKING_DIRECTORY = "pwd".getBytes(US_ASCII);

  /** {@code DB_PASS} is one; {@code pass} alone is rather a result of tests. */
  private static final byte[] PASS = "pass".getBytes(US_ASCII);

  private static final byte[] COOKIE = "cookie".getBytes(US_ASCII);

  /** Names of a query's parameters, which elsewhere mean too many other things. */
  private static final byte[][] PARAMETERS = {"sig".getBytes(US_ASCII), "auth".getBytes(US_ASCII)};

  private static final byte[][] SECRET = {
    "password".getBytes(US_ASCII),
    "passwords".getBytes(US_ASCII),
    "passwd".getBytes(US_ASCII),
    "passphrase".getBytes(US_ASCII),
    WORKING_DIRECTORY,
    "secret".getBytes(US_ASCII),
    "token".getBytes(US_ASCII),
    "apikey".getBytes(US_ASCII),
    "accesskey".getBytes(US_ASCII),
    "secretkey".getBytes(US_ASCII),
    "privatekey".getBytes(US_ASCII),
    "signingkey".getBytes(US_ASCII),
    "encryptionkey".getBytes(US_ASCII),
    "credential".getBytes(US_ASCII),
    "credentials".getBytes(US_ASCII),
    "secrets".getBytes(US_ASCII),
    "accountkey".getBytes(US_ASCII),
    "subscriptionkey".getBytes(US_ASCII),
    "authkey".getBytes(US_ASCII),
    "sharedkey".getBytes(US_ASCII),
    "masterkey".getBytes(US_ASCII),
    "amzsignature".getBytes(US_ASCII),
    "googsignature".getBytes(US_ASCII),
    "sessionid".getBytes(US_ASCII),
    "phpsessid".getBytes(US_ASCII),
    "cvv".getBytes(US_ASCII),
    "cvc".getBytes(US_ASCII),
    "ssn".getBytes(US_ASCII)
  };

  private final boolean bearer;
  private final boolean awsKey;
  private final boolean secret;

  SecretNames(Set<RedactionRule> rules) {
    this.bearer = rules.contains(RedactionRule.BEARER);
    this.awsKey = rules.contains(RedactionRule.AWS_KEY);
    this.secret = rules.contains(RedactionRule.SECRET);
  }

  /** Whether any name can be of a rule. */
  boolean any() {
    return bearer || awsKey || secret;
  }

  /** The index of the rule by which the value of this name is redacted, or {@link #NO_RULE}. */
  int ruleOf(byte[] bytes, int from, int to) {
    if (to - from < WORKING_DIRECTORY.length) {
      return NO_RULE;
    }
    if (bearer && endsWith(bytes, from, to, AUTHORIZATION)) {
      return RedactionRule.BEARER.ordinal();
    }
    if (awsKey && endsWith(bytes, from, to, AWS_SECRET)) {
      return RedactionRule.AWS_KEY.ordinal();
    }
    if (!secret) {
      return NO_RULE;
    }
    if (isSecret(bytes, from, to)) {
      return RedactionRule.SECRET.ordinal();
    }
    int end = Spot.lower(bytes[to - 1]) == 's' ? to - 1 : to;
    return endsWith(bytes, from, end, COOKIE) ? COOKIES : NO_RULE;
  }

  /** The same of the name of a parameter in a URL. */
  int ruleOfParameter(byte[] bytes, int from, int to) {
    for (byte[] name : PARAMETERS) {
      if (secret && to - from == name.length && endsWith(bytes, from, to, name)) {
        return RedactionRule.SECRET.ordinal();
      }
    }
    return NO_RULE;
  }

  private static boolean isSecret(byte[] bytes, int from, int to) {
    for (byte[] word : SECRET) {
      if (endsWith(bytes, from, to, word)) {
        return true;
      }
    }
    int before = to - PASS.length - 1;
    return before >= from && bytes[before] == '_' && endsWith(bytes, from, to, PASS);
  }

  /** {@code PWD=/app} is where a process runs. */
  static boolean isDirectory(byte[] bytes, int nameFrom, int nameTo, int value) {
    return value == '/' && endsWith(bytes, nameFrom, nameTo, WORKING_DIRECTORY);
  }

  private static boolean endsWith(byte[] bytes, int from, int to, byte[] word) {
    int i = to - 1;
    int k = word.length - 1;
    while (k >= 0) {
      if (i < from) {
        return false;
      }
      byte b = bytes[i--];
      if (Spot.lower(b) == word[k]) {
        k--;
      } else if (k == word.length - 1 || (b != '_' && b != '-' && b != '.')) {
        return false;
      }
    }
    return true;
  }
}
