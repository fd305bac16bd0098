package io.sluice.filter.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two keys, and settings that know them. */
final class Keys {

  static final String OF_ANN = "key-of-ann";
  static final String OF_BEN = "key+of/ben=";

  private Keys() {}

  static Map<String, Object> settings() {
    return Map.of("keys", known());
  }

  static List<Map<String, String>> known() {
    return List.of(
        Map.of("name", "ann", "sha256", hash(OF_ANN)),
        Map.of("name", "Ben B.", "sha256", hash(OF_BEN).toUpperCase(Locale.ROOT)));
  }

  static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(key.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
