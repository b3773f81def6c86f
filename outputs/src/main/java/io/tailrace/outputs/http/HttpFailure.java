package io.tailrace.outputs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong with a request, and what to do if that is known. */
public final class HttpFailure {
  /** A reason is read by a person. */
  private static final int MAX_DETAIL = 200;

  /** No exception has more causes than this, unless they go in circles. */
  private static final int MAX_CAUSES = 20;

  /**
   * What does not stay within its line or changes how others look: controls (of eight bits, too),
   * direction marks, line separators, and halves of characters.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

  private HttpFailure() {}

  /**
   * A reason without secrets.
   *
   * @param timeout what the attempt was given
   */
  public static String describe(IOException e, URI url, Duration timeout) {
    String place = withoutUserInfo(url);
    return switch (e) {
      case UnknownHostException _ ->
          "DNS: no address is known for " + place + ": check the name in the URL";
      case SSLPeerUnverifiedException _ ->
          "TLS: the certificate of " + place + " is for other names than this";
      case SSLException tls -> describeTls(tls, place);
      case SocketTimeoutException late
          when String.valueOf(late.getMessage()).toLowerCase(Locale.ROOT).contains("connect") ->
          "no connection to " + place + " within " + text(timeout);
      case InterruptedIOException _ -> "no answer from " + place + " within " + text(timeout);
      case ConnectException _ -> "connection refused by " + place;
      case NoRouteToHostException _ -> "no route to " + place;
      case SocketException _ -> place + " closed the connection before it had answered";
      case EOFException _ -> place + " closed the connection before it had answered";
      case IOException other when isCutOff(other) ->
          place + " closed the connection before it had answered";
      case IOException other -> "request to " + place + " failed: " + detail(other);
    };
  }

  /** OkHttp says nothing at all of an HTTP/2 connection that is shut down in the middle. */
  private static boolean isCutOff(IOException e) {
    return e.getMessage() == null || e.getMessage().contains("unexpected end of stream");
  }

  private static String describeTls(SSLException e, String place) {
    if (cause(e, CertPathBuilderException.class) != null) {
      return "TLS: the certificate of "
          + place
          + " is not trusted: set …_CA_FILE to the authority that signed it";
    }
    if (cause(e, CertificateExpiredException.class) != null) {
      return "TLS: the certificate of " + place + " has expired";
    }
    if (cause(e, CertificateNotYetValidException.class) != null) {
      return "TLS: the certificate of " + place + " is not valid yet: check both clocks";
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return "TLS: " + place + " does not speak TLS: should the URL begin with http://?";
    }
    if (message.contains("certificate_required") || message.contains("bad_certificate")) {
      return "TLS: " + place + " wants a client certificate: check …_CERT_FILE and …_KEY_FILE";
    }
    return "TLS: " + place + ": " + detail(e);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int i = 0; i < MAX_CAUSES && at != null; i++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  /** The URL as it may be shown: no user, no password, no query. */
  public static String withoutUserInfo(URI url) {
    String authority = String.valueOf(url.getRawAuthority());
    return url.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static String detail(IOException e) {
    return e.getClass().getSimpleName() + ": " + oneLine(String.valueOf(e.getMessage()));
  }

  /** Text of another's as it may be part of a reason: on one line, printable, not long. */
  public static String oneLine(String text) {
    return oneLine(text, MAX_DETAIL);
  }

  /** The same, of at most so many characters. */
  public static String oneLine(String text, int maxLength) {
    String head = text.substring(0, Math.min(text.length(), maxLength));
    String line = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
    return text.length() <= maxLength ? line : line + "…";
  }

  private static String text(Duration timeout) {
    long millis = timeout.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
