package io.tailrace.outputs.http;

import io.tailrace.outputs.http.HttpOptions.Tls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The sockets and the trust that {@link Tls} describes, as its files are at one moment. */
record TlsSetup(SSLSocketFactory sockets, X509TrustManager trust) {
  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException when one cannot be used
   */
  static TlsSetup of(Tls tls) {
    KeyManager @Nullable [] keys =
        tls.certFile()
            .flatMap(cert -> tls.keyFile().map(key -> TlsFiles.identity(cert, key)))
            .map(TlsSetup::keyManagers)
            .orElse(null);
    X509TrustManager trust =
        tls.insecure()
            ? new TrustAnyone()
            : trustManager(tls.caFile().map(TlsFiles::authorities).orElse(null));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return new TlsSetup(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no usable TLS", e);
    }
  }

  private static KeyManager[] keyManagers(KeyStore identity) {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(identity, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no usable key managers", e);
    }
  }

  /**
   * @param authorities null for the system's
   */
  private static X509TrustManager trustManager(@Nullable KeyStore authorities) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this Java has no X.509 trust manager"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no usable trust manager", e);
    }
  }

  /** For {@link Tls#insecure} alone. */
  private static final class TrustAnyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
