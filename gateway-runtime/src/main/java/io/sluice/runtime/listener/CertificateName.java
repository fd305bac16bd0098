package io.sluice.runtime.listener;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** The name that a client's certificate gives it, in one line of visible characters. */
final class CertificateName {

  private static final int MOST_CHARACTERS = 128;

  /** One attribute of a distinguished name (RFC 2253), and what parts it from the next. */
  private static final Pattern ATTRIBUTE = Pattern.compile("((?:\\\\.|[^\\\\,+])*)(?:[,+]|$)");

  private static final String COMMON_NAME = "CN=";

  private CertificateName() {}

  /**
   * The common name of its subject, else its first alternative name that is a text, else its serial
   * number.
   */
  static String of(X509Certificate certificate) {
    String name = commonName(certificate.getSubjectX500Principal());
    if (name.isEmpty()) {
      name = alternativeName(certificate);
    }
    if (name.isEmpty()) {
      name = "certificate " + certificate.getSerialNumber().toString(16);
    }
    String visible = name.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
    return visible.length() <= MOST_CHARACTERS ? visible : visible.substring(0, MOST_CHARACTERS);
  }

  private static String commonName(X500Principal subject) {
    Matcher attributes = ATTRIBUTE.matcher(subject.getName(X500Principal.RFC2253));
    while (attributes.find()) {
      String attribute = attributes.group(1);
      if (attribute.startsWith(COMMON_NAME)) {
        return attribute.substring(COMMON_NAME.length()).replaceAll("\\\\(.)", "$1").strip();
      }
    }
    return "";
  }

  private static String alternativeName(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(1) instanceof String text) {
          return text;
        }
      }
      return "";
    } catch (CertificateParsingException e) {
      return "";
    }
  }
}
