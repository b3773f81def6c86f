package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys and tokens whose issuers have them begin with a text of their own, so that they are known
 * wherever they stand. Each is looked for at one byte of that text that is rare in other words.
 */
final class ApiKeys {
  /** Bytes that {@link #find} is to be shown. */
  static final String TRIGGERS = "_-zvGy";

  private enum Signs {
    ALPHANUMERIC,
    WITH_DASHES,
    WITH_DOTS
  }

  /**
   * How the keys of one kind are written.
   *
   * @param at index of the byte it is looked for at
   * @param least how many signs follow the prefix, at least
   */
  private record Form(byte[] prefix, int at, int least, Signs signs) {}

  /** So many signs behind a prefix are no accident, whatever stands before it. */
  private static final int UNMISTAKABLE = 30;

  private static final byte[][] HOOKS = {
    "//hooks.slack.com/services/".getBytes(US_ASCII),
    "//discord.com/api/webhooks/".getBytes(US_ASCII)
  };

  /** By the byte before the one they are looked for at; at 0 those that begin with it. */
  private static final Form[][] FORMS = new Form[128][];

  static {
    List<Form> forms = new ArrayList<>();
    add(forms, Signs.ALPHANUMERIC, 30, '_', "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_", "hf_");
    add(forms, Signs.WITH_DASHES, 22, '_', "github_pat_", "dckr_pat_");
    add(forms, Signs.ALPHANUMERIC, 16, '_', "sk_live_", "sk_test_", "rk_live_", "rk_test_");
    add(forms, Signs.ALPHANUMERIC, 20, '_', "whsec_");
    add(forms, Signs.ALPHANUMERIC, 32, '_', "dop_v1_", "doo_v1_", "dor_v1_");
    add(forms, Signs.ALPHANUMERIC, 32, '_', "shpat_", "shpca_", "shppa_", "shpss_");
    add(forms, Signs.WITH_DOTS, 20, '-', "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-");
    add(forms, Signs.WITH_DASHES, 16, '-', "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-");
    add(forms, Signs.WITH_DASHES, 20, '-', "xapp-", "sk-proj-", "sk-ant-", "pypi-AgEI");
    add(forms, Signs.ALPHANUMERIC, 40, '-', "sk-");
    add(forms, Signs.WITH_DASHES, 35, 'z', "AIza");
    add(forms, Signs.WITH_DASHES, 20, 'v', "hvs.", "hvb.", "hvr.");
    add(forms, Signs.WITH_DOTS, 40, 'G', "SG.");
    add(forms, Signs.WITH_DASHES, 20, 'y', "ya29.");
    for (int before = 0; before < FORMS.length; before++) {
      int byteBefore = before;
      FORMS[before] =
          forms.stream().filter(form -> byteBefore(form) == byteBefore).toArray(Form[]::new);
    }
  }

  private ApiKeys() {}

  private static void add(
      List<Form> forms, Signs signs, int least, char trigger, String... prefixes) {
    for (String prefix : prefixes) {
      byte[] bytes = prefix.getBytes(US_ASCII);
      forms.add(new Form(bytes, prefix.indexOf(trigger), least, signs));
    }
  }

  private static int byteBefore(Form form) {
    return form.at == 0 ? 0 : form.prefix[form.at - 1];
  }

  /** Looks at one of {@link #TRIGGERS}. */
  static boolean find(Spot spot) {
    int before = spot.byteAt(spot.at - 1);
    boolean begins = spot.bytes[spot.at] == 'y' || before < 0;
    for (Form form : FORMS[begins ? 0 : before]) {
      if (isFound(spot, form)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFound(Spot spot, Form form) {
    int from = spot.at - form.at;
    int signs = from + form.prefix.length;
    if (from < spot.left || signs > spot.to) {
      return false;
    }
    for (int i = 0; i < form.prefix.length; i++) {
      if (spot.bytes[from + i] != form.prefix[i]) {
        return false;
      }
    }
    int end = after(spot, signs, form.signs);
    boolean apart = form.least >= UNMISTAKABLE || !spot.isWordBefore(from);
    return end - signs >= form.least && apart && spot.found(from, end);
  }

  private static int after(Spot spot, int from, Signs signs) {
    int i = from;
    while (i < spot.to && isSign(spot, i, signs)) {
      i++;
    }
    return i;
  }

  private static boolean isSign(Spot spot, int i, Signs signs) {
    byte b = spot.bytes[i];
    if (Spot.isAlphanumeric(b)) {
      return true;
    }
    return switch (signs) {
      case ALPHANUMERIC -> false;
      case WITH_DASHES -> b == '-' || b == '_';
      case WITH_DOTS -> b == '-' || b == '_' || (b == '.' && spot.isWordAt(i + 1));
    };
  }

  /** Looks at the colon of a URL that lets anyone post who knows it. */
  static boolean findHook(Spot spot) {
    if (spot.byteAt(spot.at + 1) != '/') {
      return false;
    }
    for (byte[] hook : HOOKS) {
      int from = spot.at + 1 + hook.length;
      if (spot.isAt(spot.at + 1, hook)) {
        int end = from;
        while (end < spot.to && (isSign(spot, end, Signs.WITH_DASHES) || spot.bytes[end] == '/')) {
          end++;
        }
        return end > from && spot.found(from, end);
      }
    }
    return false;
  }
}
