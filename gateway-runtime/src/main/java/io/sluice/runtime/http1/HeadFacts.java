package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.KnownField;
import io.sluice.runtime.exchange.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the known fields of one head say, gathered while its lines are read. Of one parser and its
 * thread.
 */
final class HeadFacts {

  /** More digits than any length that can be counted in a {@code long} without overflow. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private static final long NO_LENGTH = -1;

  private long contentLength = NO_LENGTH;
  private boolean chunked;
  private boolean close;
  private boolean upgradeOption;
  private boolean trailersWelcome;
  private String upgrade = "";
  private int hosts;
  private String host = "";
  private boolean continueExpected;
  private boolean otherExpected;
  private List<String> nominated = List.of();

  void reset() {
    contentLength = NO_LENGTH;
    chunked = false;
    close = false;
    upgradeOption = false;
    trailersWelcome = false;
    upgrade = "";
    hosts = 0;
    host = "";
    continueExpected = false;
    otherExpected = false;
    nominated = List.of();
  }

  /**
   * Takes the value of a field; says whether the line is kept among those that may be forwarded.
   */
  boolean note(KnownField field, byte[] bytes, int from, int to) {
    switch (field) {
      case OTHER, FORWARDING, ENDS_HERE -> {}
      case HOST -> noteHost(bytes, from, to);
      case CONTENT_LENGTH -> noteContentLength(bytes, from, to);
      case TRANSFER_ENCODING -> noteTransferEncoding(bytes, from, to);
      case CONNECTION -> noteConnection(bytes, from, to);
      case EXPECT -> noteExpectation(bytes, from, to);
      case TE -> trailersWelcome |= TokenList.contains(bytes, from, to, "trailers");
      case UPGRADE ->
          upgrade =
              upgrade.isEmpty()
                  ? Octets.text(bytes, from, to)
                  : upgrade + ", " + Octets.text(bytes, from, to);
    }
    return !field.connectionOnly() && field != KnownField.EXPECT;
  }

  private void noteHost(byte[] bytes, int from, int to) {
    hosts++;
    host = Octets.text(bytes, from, to);
  }

  private void noteContentLength(byte[] bytes, int from, int to) {
    if (contentLength != NO_LENGTH) {
      throw new Http1Exception(Http1Fault.CONTENT_LENGTH, "more than one");
    }
    if (from == to || to - from > MAX_LENGTH_DIGITS) {
      throw new Http1Exception(Http1Fault.CONTENT_LENGTH, "not 1 to 18 digits");
    }
    long length = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        throw new Http1Exception(Http1Fault.CONTENT_LENGTH, "not a number");
      }
      length = 10 * length + digit;
    }
    contentLength = length;
  }

  private void noteTransferEncoding(byte[] bytes, int from, int to) {
    if (chunked) {
      throw new Http1Exception(Http1Fault.TRANSFER_ENCODING, "more than one");
    }
    if (Octets.equalsIgnoreCase(bytes, from, to, "chunked")) {
      chunked = true;
      return;
    }
    String[] codings = Octets.text(bytes, from, to).toLowerCase(Locale.ROOT).split(",", -1);
    int chunkedCodings = 0;
    for (String coding : codings) {
      chunkedCodings += coding.strip().equals("chunked") ? 1 : 0;
    }
    if (chunkedCodings == 1 && codings[codings.length - 1].strip().equals("chunked")) {
      throw new Http1Exception(Http1Fault.UNKNOWN_CODING, "under the chunked one");
    }
    throw new Http1Exception(Http1Fault.TRANSFER_ENCODING, "does not end in one chunked");
  }

  private void noteConnection(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at = TokenList.next(bytes, at, to)) {
      int start = TokenList.start(bytes, at, to);
      int end = TokenList.end(bytes, start, to);
      if (Octets.equalsIgnoreCase(bytes, start, end, "close")) {
        close = true;
      } else if (Octets.equalsIgnoreCase(bytes, start, end, "upgrade")) {
        upgradeOption = true;
      } else if (start < end && !Octets.equalsIgnoreCase(bytes, start, end, "keep-alive")) {
        nominate(Octets.text(bytes, start, end));
      }
    }
  }

  private void nominate(String name) {
    if (nominated.isEmpty()) {
      nominated = new ArrayList<>();
    }
    nominated.add(name);
  }

  private void noteExpectation(byte[] bytes, int from, int to) {
    if (Octets.equalsIgnoreCase(bytes, from, to, "100-continue")) {
      continueExpected = true;
    } else {
      otherExpected = true;
    }
  }

  /**
   * How the content ends according to the fields alone.
   *
   * @param http11 whether the version knows transfer codings
   * @param absent what it is if no field speaks of it
   */
  BodyFraming framing(boolean http11, BodyFraming absent) {
    if (chunked && contentLength != NO_LENGTH) {
      throw new Http1Exception(
          Http1Fault.TWO_FRAMINGS, "Content-Length and Transfer-Encoding together");
    }
    if (chunked && !http11) {
      throw new Http1Exception(Http1Fault.TRANSFER_ENCODING, "in HTTP/1.0");
    }
    if (chunked) {
      return BodyFraming.chunked();
    }
    return contentLength == NO_LENGTH ? absent : BodyFraming.sized(contentLength);
  }

  /** What is said about the connection; HTTP/1.0 connections close after each message. */
  ConnectionOptions connection(boolean http11) {
    String protocol = http11 && upgradeOption ? upgrade : "";
    return ConnectionOptions.of(http11 && !close, protocol, http11 && trailersWelcome);
  }

  boolean chunked() {
    return chunked;
  }

  boolean lengthGiven() {
    return contentLength != NO_LENGTH;
  }

  int hosts() {
    return hosts;
  }

  String host() {
    return host;
  }

  boolean continueExpected() {
    return continueExpected;
  }

  boolean otherExpected() {
    return otherExpected;
  }

  /** The fields that Connection names, as spelled there. */
  List<String> nominated() {
    return nominated;
  }
}
