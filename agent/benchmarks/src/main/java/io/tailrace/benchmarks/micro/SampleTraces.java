package io.tailrace.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A megabyte of lines of text and traces of one language, always the same. */
final class SampleTraces {
  private static final int LINES_BETWEEN = 3;

  private SampleTraces() {}

  /** Of a language, by the name that {@code TAILRACE_MULTILINE} has for it. */
  static byte[] megabyte(String language) {
    var bytes = new ByteArrayOutputStream(Samples.MEGABYTE);
    byte[] trace = trace(language).getBytes(UTF_8);
    for (int number = 0; bytes.size() < Samples.MEGABYTE - 2_000; number++) {
      for (int i = 0; i < LINES_BETWEEN; i++) {
        bytes.writeBytes(Samples.line("plain", LINES_BETWEEN * number + i));
      }
      bytes.writeBytes(trace);
    }
    return bytes.toByteArray();
  }

  private static String trace(String language) {
    return switch (language) {
      case "java" ->
          """
          java.lang.IllegalStateException: order 17 has no address
          \tat com.example.orders.CheckoutService.accept(CheckoutService.java:117)
          \tat com.example.orders.CheckoutController.post(CheckoutController.java:42)
          \tat java.base/java.lang.Thread.run(Thread.java:1583)
          Caused by: java.sql.SQLException: connection closed
          \tat com.example.orders.Addresses.find(Addresses.java:88)
          \t... 2 more
          """;
      case "python" ->
          """
          Traceback (most recent call last):
            File "/srv/orders/app.py", line 42, in post
              checkout.accept(order)
            File "/srv/orders/checkout.py", line 117, in accept
              raise ValueError("order 17 has no address")
          ValueError: order 17 has no address
          """;
      case "go" ->
          """
          panic: runtime error: invalid memory address or nil pointer dereference
          [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47b9e5]

          goroutine 34 [running]:
          main.(*checkout).accept(0x0, 0xc000012345)
          \t/srv/orders/checkout.go:117 +0x25
          created by main.main in goroutine 1
          \t/srv/orders/main.go:42 +0x1d
          """;
      case "node" ->
          """
          TypeError: Cannot read properties of undefined (reading 'address')
              at Checkout.accept (/srv/orders/checkout.js:117:21)
              at async post (/srv/orders/app.js:42:5)
              at node:internal/process/task_queues:95:5
          """;
      case "ruby" ->
          """
          /srv/orders/checkout.rb:117:in 'accept': order 17 has no address (ArgumentError)
          \tfrom /srv/orders/app.rb:42:in 'post'
          \tfrom /srv/orders/app.rb:7:in '<main>'
          """;
      case "dotnet" ->
          """
          System.InvalidOperationException: order 17 has no address
             at Orders.Checkout.Accept(Order order) in /srv/orders/Checkout.cs:line 117
             at Orders.Controller.Post() in /srv/orders/Controller.cs:line 42
           ---> System.IO.IOException: connection closed
             --- End of inner exception stack trace ---
          """;
      case "php" ->
          """
          PHP Fatal error:  Uncaught RuntimeException: order 17 has no address in /srv/orders/Checkout.php:117
          Stack trace:
          #0 /srv/orders/app.php(42): Checkout->accept(Object(Order))
          #1 {main}
            thrown in /srv/orders/Checkout.php on line 117
          """;
      case "rust" ->
          """
          thread 'main' panicked at src/checkout.rs:117:9:
          order 17 has no address
          stack backtrace:
             0: rust_begin_unwind
             1: orders::checkout::accept
                       at ./src/checkout.rs:117:9
          note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
          """;
      case "dart" ->
          """
          Unhandled exception:
          Bad state: order 17 has no address
          #0      Checkout.accept (package:orders/checkout.dart:117:7)
          #1      main (file:///srv/orders/bin/main.dart:42:3)
          """;
      default -> throw new IllegalArgumentException("no sample traces of " + language);
    };
  }
}
