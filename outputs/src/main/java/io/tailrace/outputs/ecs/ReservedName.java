package io.tailrace.outputs.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A name that a record's own fields must be kept from, or must be weighed against. */
final class ReservedName {
  /** Who has it. */
  enum Owner {
    /** An {@link OwnField}: it beats the record's. */
    TAILRACE,
    /** A field of the source: the record's beats it. */
    SOURCE,
    /**
     * An object that documents of the same index have; a scalar of that name would not be taken.
     */
    OBJECT,
    /** A metadata field of Elasticsearch, which refuses documents that have it. */
    ELASTICSEARCH
  }

  final String text;
  final byte[] name;
  final Owner owner;

  /** {@link OwnField#bit} or the position among the source's fields; 0 for other owners. */
  final int index;

  ReservedName(String name, Owner owner, int index) {
    this.text = name;
    this.name = name.getBytes(UTF_8);
    this.owner = owner;
    this.index = index;
  }

  /** How the name {@code bytes[from, to)} stands to this one. */
  Relation relationOf(byte[] bytes, int from, int to) {
    return Relation.of(bytes, from, to, name, 0, name.length);
  }
}
