package io.sluice.runtime.admin;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Takes the JSON document out of a request.
 *
 * @param lenientContentType whether it may come under another content type, as {@code curl -d}
 *     sends it
 */
record JsonBody(boolean lenientContentType) {

  static final int MOST_BYTES = 1 << 20;

  /** Reads it whole; refuses what is too long, of no known length, or no JSON. */
  Object read(AdminRequest request) {
    String type = request.mediaType();
    if (!lenientContentType && !type.equals("application/json") && !type.endsWith("+json")) {
      throw refuse(
          415,
          "unsupported-media-type",
          "The body must be JSON",
          "Send Content-Type: application/json");
    }
    if (!request.field("Transfer-Encoding").isEmpty()
        || request.field("Content-Length").isEmpty()) {
      throw refuse(411, "length-required", "The length is missing", "Send Content-Length");
    }
    return JsonDocument.read(bytes(request));
  }

  private static byte[] bytes(AdminRequest request) {
    try {
      byte[] bytes =
          isTooLong(request.field("Content-Length"))
              ? new byte[MOST_BYTES + 1]
              : request.body().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refuse(
            413, "body-too-large", "The body is too large", "At most " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTooLong(String contentLength) {
    return contentLength.length() > 7 || Integer.parseInt(contentLength) > MOST_BYTES;
  }

  private static ProblemException refuse(int status, String code, String title, String detail) {
    return new ProblemException(Problem.of(status, code, title, detail));
  }
}
