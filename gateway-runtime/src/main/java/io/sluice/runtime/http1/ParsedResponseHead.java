package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;

/**
 * A response head that was read and found sound.
 *
 * @param status the status code, 100 to 599
 * @param fields the field lines that may be forwarded: without those of the connection and those
 *     that Connection names
 * @param framing how the content ends
 * @param connection what concerns the endpoint's connection; after a 101, {@code upgrade} is the
 *     new protocol
 */
public record ParsedResponseHead(
    int status, FieldList fields, BodyFraming framing, ConnectionOptions connection) {

  /** Whether another head follows: 100 to 199 except 101. */
  public boolean interim() {
    return status < 200 && !switching();
  }

  /** Whether the connection now speaks another protocol. */
  public boolean switching() {
    return status == 101;
  }
}
