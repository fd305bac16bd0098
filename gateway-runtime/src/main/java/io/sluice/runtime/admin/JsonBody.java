package io.sluice.runtime.admin;

import io.sluice.api.Body;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes the JSON document out of a request. Safe for any thread.
 *
 * <p>Documents that are larger than most may be are read one at a time, so that the memory that
 * they take is that of one.
 *
 * @param lenientContentType whether it may come under another content type, as {@code curl -d}
 *     sends it
 * @param mostBytes how long it may be
 * @param large who has a permit may read a large one
 */
record JsonBody(boolean lenientContentType, int mostBytes, Semaphore large) {

  private static final int USUAL_BYTES = Administration.MOST_BODY_BYTES;
  private static final long PATIENCE_SECONDS = 10;

  /** For documents as long as most may be. */
  JsonBody(boolean lenientContentType) {
    this(lenientContentType, USUAL_BYTES, new Semaphore(1));
  }

  /** The same for larger ones. */
  JsonBody upTo(int bytes) {
    return new JsonBody(lenientContentType, bytes, large);
  }

  /** What becomes of a document. */
  @FunctionalInterface
  interface Use {
    /** Answers. */
    Reply of(Object document);
  }

  /**
   * Reads it whole and has it used; refuses what is too long or no JSON.
   *
   * @throws IOException if it does not arrive
   */
  Reply use(AdminRequest request, Use use) throws IOException {
    boolean isUsual = request.body().length() >= 0 && request.body().length() <= USUAL_BYTES;
    if (isUsual || mostBytes == USUAL_BYTES) {
      return use.of(read(request));
    }
    if (!isPermitted()) {
      return Problem.of(503, "busy", "The gateway is busy", "Another large document is being read")
          .reply()
          .with("Retry-After", Long.toString(PATIENCE_SECONDS));
    }
    try {
      return use.of(read(request));
    } finally {
      large.release();
    }
  }

  private boolean isPermitted() {
    try {
      return large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

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

  private byte[] bytes(Body body) throws IOException {
    if (body.length() > mostBytes) {
      throw tooLarge();
    }
    byte[] bytes = body.stream().readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw tooLarge();
    }
    return bytes;
  }

  private ProblemException tooLarge() {
    return refuse(
        413, "body-too-large", "The body is too large", "At most " + mostBytes + " bytes");
  }

  private static ProblemException refuse(int status, String code, String title, String detail) {
    return new ProblemException(Problem.of(status, code, title, detail));
  }
}
