package io.sluice.runtime.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a sorted list ends, as a text that clients send back and do not look into.
 *
 * <p>It holds the last name of the page, not its place, so that what comes and goes between two
 * pages neither repeats nor hides what stays.
 */
public final class Cursor {

  private static final String MARK = "after:";

  private Cursor() {}

  /** The cursor behind a name. */
  public static String behind(String name) {
    byte[] bytes = (MARK + name).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The name that a cursor is behind.
   *
   * @param parameter in which the cursor came
   */
  public static String read(String parameter, String cursor) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      if (text.startsWith(MARK)) {
        return text.substring(MARK.length());
      }
    } catch (IllegalArgumentException | CharacterCodingException _) {
      // the same as a text that is none
    }
    throw new BadRequestException(parameter, "is none of the cursors that pages end with");
  }
}
