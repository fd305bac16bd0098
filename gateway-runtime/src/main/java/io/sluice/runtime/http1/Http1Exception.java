package io.sluice.runtime.http1;

/**
 * Says that what the peer sent can not be read, or must not be.
 *
 * <p>Carries no stack trace: it is the peer's fault, and a peer must not be able to make it
 * expensive.
 */
public final class Http1Exception extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Http1Fault fault;

  /**
   * A fault with its place.
   *
   * @param detail what and where, without bytes from the peer
   */
  public Http1Exception(Http1Fault fault, String detail) {
    super(detail, null, false, false);
    this.fault = fault;
  }

  /** What is wrong. */
  public Http1Fault fault() {
    return fault;
  }

  /** The status that answers a request with this fault. */
  public int status() {
    return fault.status();
  }
}
