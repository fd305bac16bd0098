package io.sluice.filter.apikey;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
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

  private static final Setting<String> OWNER =
      Setting.text("name")
          .required()
          .doc(
              "Whose key it is; a name may have several keys, so that an old and a new one hold for"
                  + " a while.");

  private static final Setting<String> HASH =
      Setting.text("sha256").required().doc("The SHA-256 hash of the key, 64 hexadecimal digits.");

  /** The setting that lists them. */
  static final Setting<List<Settings>> KEYS =
      Setting.sections("keys", SettingsSchema.of(OWNER, HASH))
          .required()
          .ofSize(1, MOST_KEYS)
          .doc("The keys that are known.");

  private final List<String> owners = new ArrayList<>();
  private final List<byte[]> hashes = new ArrayList<>();

  private ApiKeyRing() {}

  static ApiKeyRing from(Settings settings) {
    ApiKeyRing ring = new ApiKeyRing();
    Set<String> seen = new HashSet<>();
    for (Settings one : settings.get(KEYS)) {
      String digits = hash(one);
      if (!seen.add(digits)) {
        throw one.fault(HASH.key(), "is the same as that of another key");
      }
      ring.owners.add(owner(one));
      ring.hashes.add(HexFormat.of().parseHex(digits));
    }
    return ring;
  }

  private static String owner(Settings settings) {
    String owner = settings.get(OWNER);
    if (owner.isEmpty() || !FieldSyntax.isValue(owner) || !owner.equals(owner.strip())) {
      throw settings.fault(OWNER.key(), "must be fit to be sent in a field");
    }
    return owner;
  }

  /** The digits; the message of a fault does not repeat them, for they may be a key by mistake. */
  private static String hash(Settings settings) {
    String digits = settings.get(HASH).toLowerCase(Locale.ROOT);
    if (digits.length() != HASH_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw settings.fault(
          HASH.key(), "expected the 64 hexadecimal digits of the key's SHA-256 hash");
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
