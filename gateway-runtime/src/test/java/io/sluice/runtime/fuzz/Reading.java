package io.sluice.runtime.fuzz;

import io.sluice.api.Headers;
import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ContentStream;
import io.sluice.runtime.http1.Http1Exception;
import io.sluice.runtime.http1.Http1Fault;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.http1.ParsedRequestHead;
import io.sluice.runtime.http1.ParsedResponseHead;
import io.sluice.runtime.http1.RequestHeadParser;
import io.sluice.runtime.http1.ResponseHeadParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one connection as the gateway does and writes down what it made of it: the heads, each with
 * its content, and the fault that ended it.
 */
final class Reading {

  /** Small, so that the fuzzer reaches them. */
  static final Http1Limits SMALL = new Http1Limits(96, 512, 8, 1000, 32, 64, 3);

  private static final int BUFFER_BYTES = 16;
  private static final int MOST_INTERIM = 16;

  /** The content of a message and the fields after it. */
  record Content(String text, Headers trailers) {}

  /** Bytes of which no head came. */
  record Rest(String text) {}

  private final Http1Limits limits;
  private final InputBuffer input;
  private final List<Object> found = new ArrayList<>();

  private Reading(Pieces pieces, Http1Limits limits) {
    this.limits = limits;
    this.input = new InputBuffer(pieces, BUFFER_BYTES);
  }

  /** What is found where requests are expected. */
  static List<Object> ofRequests(Pieces pieces, Http1Limits limits) throws IOException {
    Reading reading = new Reading(pieces, limits);
    try {
      reading.requests();
    } catch (Http1Exception e) {
      reading.found.add(e.fault());
    } catch (BrokenContentException e) {
      reading.found.add(e.fault);
    }
    return reading.found;
  }

  /** What is found where the answer to a request is expected. */
  static List<Object> ofAnswer(
      Pieces pieces, Http1Limits limits, String method, boolean upgradeAsked) throws IOException {
    Reading reading = new Reading(pieces, limits);
    try {
      reading.answer(method, upgradeAsked);
    } catch (Http1Exception e) {
      reading.found.add(e.fault());
    } catch (BrokenContentException e) {
      reading.found.add(e.fault);
    }
    return reading.found;
  }

  private void requests() throws IOException {
    RequestHeadParser parser = new RequestHeadParser(limits);
    while (true) {
      int end = RequestHeadParser.NEED_MORE;
      while (end == RequestHeadParser.NEED_MORE) {
        if (!input.isEmpty()) {
          end = parser.parse(input.array(), input.start(), input.end());
        }
        if (end == RequestHeadParser.NEED_MORE && !input.fill()) {
          rest();
          return;
        }
      }
      input.consumeTo(end);
      ParsedRequestHead head = parser.head();
      found.add(head);
      content(head.framing());
    }
  }

  private void answer(String method, boolean upgradeAsked) throws IOException {
    ResponseHeadParser parser = new ResponseHeadParser(limits);
    parser.begin(method, upgradeAsked);
    for (int i = 0; i <= MOST_INTERIM; i++) {
      int end = ResponseHeadParser.NEED_MORE;
      while (end == ResponseHeadParser.NEED_MORE) {
        if (!input.isEmpty()) {
          end = parser.parse(input.array(), input.start(), input.end());
        }
        if (end == ResponseHeadParser.NEED_MORE && !input.fill()) {
          rest();
          return;
        }
      }
      input.consumeTo(end);
      ParsedResponseHead head = parser.head();
      found.add(head);
      if (!head.interim()) {
        content(head.framing());
        return;
      }
    }
  }

  private void rest() {
    found.add(
        new Rest(
            new String(
                input.array(),
                input.start(),
                input.end() - input.start(),
                StandardCharsets.ISO_8859_1)));
  }

  private void content(BodyFraming framing) throws IOException {
    ContentStream content = new ContentStream(input, framing, limits, BrokenContentException::new);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (content.next()) {
      bytes.write(content.array(), content.offset(), content.count());
    }
    found.add(new Content(bytes.toString(StandardCharsets.ISO_8859_1), content.trailers()));
  }

  /** The framing of content is broken. */
  private static final class BrokenContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Http1Fault fault;

    BrokenContentException(Http1Exception cause) {
      super(cause);
      this.fault = cause.fault();
    }
  }
}
