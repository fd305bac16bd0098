package io.sluice.filter.apikey;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that are known, by their SHA-256 hashes; the keys themselves are not.
 *
 * <p>A key that is shown is hashed and compared with every hash, each in the same time wherever
 * they differ, so that the time of an answer tells nothing about any of them. Immutable.
 */
final class ApiKeyRing {

  private static final int MOST_KEYS = 1000;
  private static final int HASH_DIGITS = 64;

  private final List<String> owners = new ArrayList<>();
  private final List<byte[]> hashes = new ArrayList<>();

  private ApiKeyRing() {}

  static ApiKeyRing from(Settings settings) {
    ApiKeyRing ring = new ApiKeyRing();
    Set<String> seen = new HashSet<>();
    for (Settings one : settings.sections("keys")) {
      String digits = hash(one);
      if (!seen.add(digits)) {
        throw one.fault("sha256", "is the same as that of another key");
      }
      ring.owners.add(owner(one));
      ring.hashes.add(HexFormat.of().parseHex(digits));
    }
    if (seen.isEmpty() || seen.size() > MOST_KEYS) {
      throw settings.fault("keys", "expected a list of 1 to " + MOST_KEYS + " keys");
    }
    return ring;
  }

  private static String owner(Settings settings) {
    String owner = settings.requiredString("name");
    if (owner.isEmpty() || !FieldSyntax.isValue(owner) || !owner.equals(owner.strip())) {
      throw settings.fault("name", "must be fit to be sent in a field");
    }
    return owner;
  }

  /** The digits; the message of a fault does not repeat them, for they may be a key by mistake. */
  private static String hash(Settings settings) {
    String digits = settings.requiredString("sha256").toLowerCase(Locale.ROOT);
    if (digits.length() != HASH_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw settings.fault(
          "sha256", "expected the 64 hexadecimal digits of the key's SHA-256 hash");
    }
    return digits;
  }

  /**
   * Whose key it is; empty if nobody's.
   *
   * @param key one byte a character
   */
  Optional<String> owner(String key) {
    byte[] shown = sha256().digest(key.getBytes(StandardCharsets.ISO_8859_1));
    int found = -1;
    for (int i = 0; i < hashes.size(); i++) {
      found = MessageDigest.isEqual(hashes.get(i), shown) ? i : found;
    }
    return found < 0 ? Optional.empty() : Optional.of(owners.get(found));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
