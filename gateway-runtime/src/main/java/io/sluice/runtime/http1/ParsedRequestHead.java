package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;

/**
 * A request head that was read and found sound.
 *
 * @param line the request line
 * @param authority whom the request is for: the authority of an absolute-form target, else the
 *     Host; empty only for HTTP/1.0
 * @param fields the field lines that may be forwarded: without those of the connection and those
 *     that Connection names, and without Expect; Host agrees with the authority
 * @param framing how the content ends
 * @param connection what concerns the client's connection
 * @param continueExpected whether the client waits for a 100 before it sends the content
 */
public record ParsedRequestHead(
    RequestLine line,
    String authority,
    FieldList fields,
    BodyFraming framing,
    ConnectionOptions connection,
    boolean continueExpected) {}
