package io.sluice.runtime.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a jar or folder is told from other versions of it by: SHA-256 in hexadecimal digits. Of a
 * jar it is what {@code sha256sum} says; of a folder, what it says of its own answer for all jars
 * in the order of their names.
 */
final class ContentHash {

  private static final int BUFFER_BYTES = 64 << 10;

  private ContentHash() {}

  /**
   * The hash of a jar or folder.
   *
   * @throws IOException if it can't be read
   */
  static String of(Path jarOrFolder) throws IOException {
    if (!Files.isDirectory(jarOrFolder)) {
      return ofFile(jarOrFolder);
    }
    MessageDigest digest = sha256();
    for (Path jar : PluginFolder.jars(jarOrFolder)) {
      String line = ofFile(jar) + "  " + jar.getFileName() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int read = 0;
      while (read >= 0) {
        read = in.read(buffer);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has it", e);
    }
  }
}
