package io.tailrace.outputs.http;

/** What may be in a header (RFC 9110 section 5), so that no value can begin another header. */
final class HeaderText {
  private HeaderText() {}

  /**
   * @throws IllegalArgumentException when the name or the value cannot be sent; the message does
   *     not have the value, which may be a secret
   */
  static void require(String name, String value) {
    boolean isToken = !name.isEmpty() && name.chars().allMatch(HeaderText::isTokenCharacter);
    if (!isToken) {
      throw new IllegalArgumentException("not the name of a header: \"" + printable(name) + '"');
    }
    if (!isValue(value)) {
      throw new IllegalArgumentException(
          "the value of header " + name + " has a character other than printable ASCII");
    }
  }

  static boolean isValue(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7F));
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
