package io.tailrace.outputs.http;

import io.tailrace.outputs.http.HttpOptions.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the PEM files of {@link Tls}. */
final class TlsFiles {
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** More than any chain of certificates; keeps a wrong path from filling the memory. */
  private static final long MAX_FILE_BYTES = 1024 * 1024;

  private TlsFiles() {}

  /**
   * When and how long the files are now: other than before means that they must be read again. A
   * file that cannot be looked at is part of it too.
   */
  static List<String> stamp(Tls tls) {
    List<String> stamp = new ArrayList<>();
    Stream.of(tls.caFile(), tls.certFile(), tls.keyFile())
        .flatMap(Optional::stream)
        .forEach(file -> stamp.add(stamp(file)));
    return List.copyOf(stamp);
  }

  private static String stamp(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      // A mounted Kubernetes secret changes by its link: same name, another real file.
      return file.toRealPath() + " " + modified + " " + Files.size(file);
    } catch (IOException e) {
      return file + " " + e.getClass().getSimpleName();
    }
  }

  /** A key store with the authorities of a file. */
  static KeyStore authorities(Path caFile) {
    List<Certificate> certificates = certificates(caFile);
    try {
      KeyStore store = empty();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca-" + i, certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(caFile, e.getMessage(), e);
    }
  }

  /** A key store, without password, with the client's key and chain. */
  static KeyStore identity(Path certFile, Path keyFile) {
    Certificate[] chain = certificates(certFile).toArray(Certificate[]::new);
    PrivateKey key = key(keyFile);
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    if (!algorithm.equals(key.getAlgorithm())) {
      throw unusable(
          keyFile,
          "it is a key for "
              + key.getAlgorithm()
              + ", the certificate in "
              + certFile
              + " for "
              + algorithm,
          null);
    }
    try {
      KeyStore store = empty();
      store.setKeyEntry("client", key, new char[0], chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(certFile, e.getMessage(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) {
    byte[] pem = read(file);
    try {
      List<Certificate> certificates =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      if (certificates.isEmpty()) {
        throw unusable(file, "it holds no certificate in PEM form", null);
      }
      return certificates;
    } catch (GeneralSecurityException e) {
      throw unusable(file, "it holds no certificate in PEM form", e);
    }
  }

  private static PrivateKey key(Path file) {
    String pem = new String(read(file), StandardCharsets.US_ASCII);
    int begin = pem.indexOf(KEY_BEGIN);
    int end = pem.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw unusable(
          file,
          "it holds no unencrypted PKCS#8 key (-----BEGIN PRIVATE KEY-----);"
              + " openssl pkcs8 -topk8 -nocrypt makes one of another",
          null);
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw unusable(file, "its key is damaged", e);
    }
    return KEY_ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, der).stream())
        .findFirst()
        .orElseThrow(() -> unusable(file, "its key is none of " + KEY_ALGORITHMS, null));
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException notThisOne) {
      return Optional.empty();
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw unusable(file, "it is larger than any PEM file", null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unusable(file, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static IllegalArgumentException unusable(
      Path file, @Nullable String why, @Nullable Exception cause) {
    return new IllegalArgumentException("cannot use " + file + ": " + why, cause);
  }
}
