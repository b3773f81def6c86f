package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.ReservedName.Owner;
import io.tailrace.parsers.JsonText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the documents of one source have in common, encoded once. Immutable. */
final class SourceFrame {
  private static final byte[][] NONE = {};

  /** {@code ,"log.file.path":"/var/log/a.log","log.offset":}. */
  final byte[] path;

  /** All fields of the source: {@code ,"service.name":"a","host.name":"b"}. */
  final byte[] members;

  /** Each of them alone: {@code ,"service.name":"a"}. */
  final byte[][] member;

  /** Every name a record's field is weighed against. */
  final ReservedName[] reserved;

  /** The first segments of the reserved names, by their first byte: few names get past these. */
  private final byte[][][] rootsByFirstByte = new byte[256][][];

  SourceFrame(Source source) {
    this(
        bytes(",\"log.file.path\":\"" + escaped(source.path()) + "\",\"log.offset\":"),
        commonNames(),
        source.fields());
  }

  private SourceFrame(byte[] path, List<ReservedName> names, Map<String, String> fields) {
    this.path = path;
    List<byte[]> encoded = new ArrayList<>();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String name = freeName(field.getKey(), fields, names);
      names.add(new ReservedName(name, Owner.SOURCE, encoded.size()));
      encoded.add(bytes(",\"" + escaped(name) + "\":\"" + escaped(field.getValue()) + "\""));
    }
    reserved = names.toArray(ReservedName[]::new);
    member = encoded.toArray(byte[][]::new);
    members = concatenated(encoded);
    fillRoots();
  }

  /** Of a document that has nothing but a record's message and its fields. */
  static SourceFrame ofMessageAlone() {
    List<ReservedName> names = new ArrayList<>();
    OwnField message = OwnField.MESSAGE;
    names.add(new ReservedName(message.label(), Owner.TAILRACE, message.bit()));
    return new SourceFrame(new byte[0], names, Map.of());
  }

  private static List<ReservedName> commonNames() {
    List<ReservedName> names = new ArrayList<>();
    for (OwnField own : OwnField.values()) {
      names.add(new ReservedName(own.label(), Owner.TAILRACE, own.bit()));
    }
    Renaming.OBJECTS.forEach(name -> names.add(new ReservedName(name, Owner.OBJECT, 0)));
    Renaming.METADATA.forEach(name -> names.add(new ReservedName(name, Owner.ELASTICSEARCH, 0)));
    return names;
  }

  /** A setting may name a field as it likes; here it gets a name that no other field has. */
  private static String freeName(
      String name, Map<String, String> fields, List<ReservedName> taken) {
    if (isFree(name, taken)) {
      return name;
    }
    byte[] plain = bytes(name);
    byte[] value = Renaming.valueOf(plain, 0, plain.length);
    String candidate = value.length > 0 ? new String(value, UTF_8) : name + ".original";
    for (int i = 1; fields.containsKey(candidate) || !isFree(candidate, taken); i++) {
      candidate = Renaming.refuge(i) + name;
    }
    return candidate;
  }

  private static boolean isFree(String name, List<ReservedName> taken) {
    byte[] bytes = bytes(name);
    return taken.stream()
        .allMatch(other ->
            switch (other.relationOf(bytes, 0, bytes.length)) {
              case APART -> true;
              case SAME, ABOVE -> false;
              case BELOW -> other.owner == Owner.OBJECT;
            });
  }

  private void fillRoots() {
    Arrays.fill(rootsByFirstByte, NONE);
    Set<String> roots = new LinkedHashSet<>();
    for (ReservedName name : reserved) {
      int dot = name.text.indexOf('.');
      roots.add(dot < 0 ? name.text : name.text.substring(0, dot));
    }
    for (String text : roots) {
      byte[] root = bytes(text);
      if (root.length > 0) {
        byte[][] present = rootsByFirstByte[root[0] & 0xFF];
        byte[][] more = Arrays.copyOf(present, present.length + 1);
        more[present.length] = root;
        rootsByFirstByte[root[0] & 0xFF] = more;
      }
    }
  }

  /**
   * Whether a field's name, the inside of a JSON string, must be looked at closely: it is in an
   * object that has reserved names, or it is written with escapes.
   */
  boolean concerns(byte[] name, int from, int to) {
    int rootTo = to;
    for (int i = to - 1; i >= from; i--) {
      if (name[i] == '\\') {
        return true;
      }
      if (name[i] == '.') {
        rootTo = i;
      }
    }
    for (byte[] root : rootsByFirstByte[name[from] & 0xFF]) {
      if (Arrays.equals(root, 0, root.length, name, from, rootTo)) {
        return true;
      }
    }
    return false;
  }

  private static String escaped(String text) {
    byte[] plain = bytes(text);
    byte[] target = new byte[plain.length * JsonText.MAX_GROWTH];
    return new String(target, 0, JsonText.escape(plain, 0, plain.length, target, 0), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] concatenated(List<byte[]> parts) {
    var all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
