package io.sluice.runtime.admin;

import io.sluice.api.Body;
import java.io.IOException;

/**
 * Takes the JSON document out of a request.
 *
 * @param lenientContentType whether it may come under another content type, as {@code curl -d}
 *     sends it
 */
record JsonBody(boolean lenientContentType) {

  private static final int MOST_BYTES = Administration.MOST_BODY_BYTES;

  /**
   * Reads it whole; refuses what is too long or no JSON.
   *
   * @throws IOException if it does not arrive
   */
  Object read(AdminRequest request) throws IOException {
    String type = request.mediaType();
    if (!lenientContentType && !type.equals("application/json") && !type.endsWith("+json")) {
      throw refuse(
          415,
          "unsupported-media-type",
          "The body must be JSON",
          "Send Content-Type: application/json");
    }
    return JsonDocument.read(bytes(request.body()));
  }

  private static byte[] bytes(Body body) throws IOException {
    if (body.length() > MOST_BYTES) {
      throw tooLarge();
    }
    byte[] bytes = body.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  private static ProblemException tooLarge() {
    return refuse(
        413, "body-too-large", "The body is too large", "At most " + MOST_BYTES + " bytes");
  }

  private static ProblemException refuse(int status, String code, String title, String detail) {
    return new ProblemException(Problem.of(status, code, title, detail));
  }
}
