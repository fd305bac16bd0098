package io.sluice.runtime.accesslog;

import java.net.InetAddress;

/**
 * What is written about one request. Texts are as they came: nothing is escaped yet, a character
 * stands for a byte, and what there is not is empty.
 *
 * @param timeMillis when it came, in milliseconds since 1970
 * @param client who sent it, as far as that can be believed
 * @param asked what was asked
 * @param led where it was led
 * @param answered how it ended
 */
public record AccessEntry(
    long timeMillis, InetAddress client, Asked asked, Led led, Answered answered) {

  /**
   * The head of a request.
   *
   * @param method its method
   * @param path its path as sent
   * @param query its query as sent, with the question mark
   * @param protocol its version, such as {@code HTTP/1.1}
   * @param host whom it is for
   * @param requestId its name
   * @param userAgent what program sent it
   * @param referer from which page it came
   */
  public record Asked(
      String method,
      String path,
      String query,
      String protocol,
      String host,
      String requestId,
      String userAgent,
      String referer) {

    /** Bytes that were no head. */
    public static final Asked UNREADABLE = new Asked("", "", "", "", "", "", "", "");
  }

  /**
   * The way of a request.
   *
   * @param service the service it led to
   * @param route the registered path that matched
   * @param endpoint the address of the endpoint that was tried last
   * @param attempts how many endpoints were tried
   */
  public record Led(String service, String route, String endpoint, int attempts) {

    /** It led nowhere. */
    public static final Led NOWHERE = new Led("", "", "", 0);
  }

  /**
   * The end of a request.
   *
   * @param status the status of the answer, 499 if the client left before
   * @param bytesIn the bytes of content that were read of the request
   * @param bytesOut the bytes of content that were written of the answer; of one that was cut
   *     short, up to a buffer more than have left
   * @param nanos how long it took
   * @param failure the gateway's failure code
   */
  public record Answered(int status, long bytesIn, long bytesOut, long nanos, String failure) {}
}
