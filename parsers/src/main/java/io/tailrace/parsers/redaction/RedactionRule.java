package io.tailrace.parsers.redaction;

import java.util.Locale;

/** What is looked for without being described by the user. */
public enum RedactionRule {
  /** 13 to 19 digits of an issuer of payment cards, with the right check digit. */
  CREDIT_CARD,
  EMAIL,
  /** IPv4 and IPv6. */
  IP,
  /** What follows {@code Bearer} or {@code Basic} in a header. */
  BEARER,
  /** RFC 7519 and 7516, in the compact form. */
  JWT,
  /** Ids and secret keys of AWS. */
  AWS_KEY,
  /** {@code scheme://user:PASSWORD@host}. */
  URL_PASSWORD,
  /** The value of whatever is named like a password, token or key. */
  SECRET,
  /** Keys and tokens of well-known services, by how they begin. */
  API_KEY,
  /** What is between {@code -----BEGIN … PRIVATE KEY-----} and its end (RFC 7468). */
  PRIVATE_KEY;

  /** As settings, metrics and redacted text spell it: {@code credit_card}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
