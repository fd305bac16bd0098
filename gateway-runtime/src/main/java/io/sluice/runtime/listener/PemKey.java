package io.sluice.runtime.listener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the private key of a certificate from PEM text (RFC 7468).
 *
 * <p>The JDK reads PKCS#8 (RFC 5958) only. The older forms, PKCS#1 (RFC 8017) and SEC 1 (RFC 5915),
 * are what stands inside PKCS#8 behind the name of the algorithm; that name, with the curve, stands
 * in the certificate's public key in the same form, so it is taken from there.
 */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PemKey() {}

  /**
   * The key.
   *
   * @param file where the text comes from, for the message
   * @param certified the public key it must belong to
   * @throws IOException if there is none, or one of another certificate
   */
  static PrivateKey read(Path file, byte[] text, PublicKey certified) throws IOException {
    Matcher block = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new IOException(file + " holds no private key in PEM form");
    }
    String label = block.group(1);
    if (label.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
      throw new IOException(file + " holds an encrypted private key; a plain one is needed");
    }
    try {
      byte[] der = Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
      byte[] pkcs8 = label.equals("PRIVATE KEY") ? der : pkcs8(der, certified);
      PrivateKey key =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      requirePair(file, key, certified);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          file
              + " holds no sound private key of the certificate's kind, "
              + certified.getAlgorithm(),
          e);
    }
  }

  private static byte[] pkcs8(byte[] traditional, PublicKey certified) {
    return element(
        SEQUENCE, VERSION_0, algorithm(certified.getEncoded()), element(OCTET_STRING, traditional));
  }

  /** The AlgorithmIdentifier of a SubjectPublicKeyInfo (RFC 5280 section 4.1), as it stands. */
  private static byte[] algorithm(byte[] subjectPublicKeyInfo) {
    int start = contentStart(subjectPublicKeyInfo, 0);
    int content = contentStart(subjectPublicKeyInfo, start);
    return Arrays.copyOfRange(
        subjectPublicKeyInfo, start, content + Byte.toUnsignedInt(subjectPublicKeyInfo[start + 1]));
  }

  private static int contentStart(byte[] der, int tag) {
    int length = Byte.toUnsignedInt(der[tag + 1]);
    return tag + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  /** A DER element (X.690 section 8.1) of these parts. */
  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    int lengthBytes = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
    if (length >= 0x80) {
      element.write(0x80 | lengthBytes);
    }
    for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
      element.write(length >> shift);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  private static void requirePair(Path file, PrivateKey key, PublicKey certified)
      throws IOException, GeneralSecurityException {
    byte[] challenge = new byte[32];
    new SecureRandom().nextBytes(challenge);
    Signature signature = Signature.getInstance(signatureOf(certified.getAlgorithm()));
    signature.initSign(key);
    signature.update(challenge);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(challenge);
    if (!signature.verify(signed)) {
      throw new IOException(file + " holds the private key of another certificate");
    }
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }
}
