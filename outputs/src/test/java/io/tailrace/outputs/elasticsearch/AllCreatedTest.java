package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Whatever is not to the letter what it seems to be is left to the reader of JSON. */
class AllCreatedTest {
  private static final String ITEM = "{\"create\":{\"status\":201}}";

  private static String answer(int items) {
    return "{\"errors\":false,\"took\":12,\"items\":["
        + String.join(",", Collections.nCopies(items, ITEM))
        + "]}";
  }

  private static boolean says(String answer, int documents) {
    byte[] bytes = answer.getBytes(US_ASCII);
    return AllCreated.says(bytes, bytes.length, documents);
  }

  @Test
  void answerAboutAsManyDocumentsIsKnown() {
    for (int items : new int[] {0, 1, 2, 1_000}) {
      assertThat(says(answer(items), items)).isTrue();
      assertThat(answer(items).length()).isLessThanOrEqualTo(AllCreated.maxLength(items));
    }
  }

  @Test
  void orderOfTheFirstTwoMembersDoesNotMatter() {
    assertThat(says("{\"took\":12,\"errors\":false,\"items\":[" + ITEM + "]}", 1)).isTrue();
  }

  @Test
  void answerAboutAnotherNumberOfDocumentsIsNot() {
    assertThat(says(answer(2), 1)).isFalse();
    assertThat(says(answer(2), 3)).isFalse();
    assertThat(says(answer(1), 0)).isFalse();
  }

  @Test
  void answerThatIsCutOffOrLongerIsNot() {
    String whole = answer(3);
    for (int length = 0; length < whole.length(); length++) {
      assertThat(says(whole.substring(0, length), 3)).as("%d bytes", length).isFalse();
    }
    assertThat(says(whole + " ", 3)).isFalse();
  }

  @Test
  void noOtherByteIsOverlooked() {
    String whole = answer(3);
    int number = whole.indexOf("12");
    for (int i = 0; i < whole.length(); i++) {
      for (char other : new char[] {'!', '"', '4', '9', ',', '}', ']', 'x'}) {
        boolean anotherNumber = (i == number || i == number + 1) && Character.isDigit(other);
        if (other != whole.charAt(i) && !anotherNumber) {
          String changed = whole.substring(0, i) + other + whole.substring(i + 1);
          assertThat(says(changed, 3)).as(changed).isFalse();
        }
      }
    }
  }
}
