package io.tailrace.parsers.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps there are, by the word that each begins with. */
enum StepKind {
  RENAME("rename old=new, usr=user.name"),
  REMOVE("remove password, debug.*"),
  ADD("add env=prod, where=\"${host}:${port}\""),
  NEST("nest, or nest http, url"),
  FLATTEN("flatten, or flatten user, request"),
  CONVERT("convert bytes:int, took:float, cached:bool, id:text"),
  SAMPLE("sample 10%, or sample 10% by trace_id"),
  LIMIT("limit 100/s, or limit 100/s by user"),
  DEDUP("dedup 10s, or dedup 10s by message, host"),
  KEEP("keep level>=warn"),
  DROP("drop path~\"^/healthz\"");

  private final String example;

  StepKind(String example) {
    this.example = example;
  }

  /** How it is written. */
  String example() {
    return example;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(StepKind::word).toList();
  }

  static Optional<StepKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
