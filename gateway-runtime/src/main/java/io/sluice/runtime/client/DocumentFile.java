package io.sluice.runtime.client;

import io.sluice.runtime.config.ConfigException;
import io.sluice.runtime.config.SettingsText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A document in a file, as YAML or as JSON; {@code -} stands for what comes in. */
public final class DocumentFile {

  private static final int MOST_BYTES = 4 << 20;

  private DocumentFile() {}

  /**
   * Reads a document.
   *
   * @param in read if the file is {@code -}
   * @throws ClientException if there is none, or it is not well-formed; the message says where
   */
  public static Object read(String file, InputStream in) {
    String name = file.equals("-") ? "standard input" : file;
    try {
      String text = text(file, in);
      return Json.isLikely(text) ? Json.read(text) : SettingsText.read(name, text);
    } catch (NoSuchFileException _) {
      throw new ClientException(ExitCode.USAGE, "there is no file " + name);
    } catch (CharacterCodingException _) {
      throw new ClientException(ExitCode.USAGE, name + ": not UTF-8");
    } catch (IllegalArgumentException e) {
      throw new ClientException(ExitCode.USAGE, name + ": " + Printable.of(e.getMessage()));
    } catch (ConfigException e) {
      throw new ClientException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ClientException(ExitCode.USAGE, name + " can't be read: " + e.getMessage());
    }
  }

  private static String text(String file, InputStream in) throws IOException {
    if (!file.equals("-")) {
      return Files.readString(Path.of(file));
    }
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IOException("it is longer than " + MOST_BYTES + " bytes");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
