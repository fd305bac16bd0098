package io.sluice.benchmarks.request;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ConnectionOptions;
import io.sluice.runtime.http1.FieldName;
import io.sluice.runtime.http1.HeadWriter;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.http1.ParsedRequestHead;
import io.sluice.runtime.http1.ParsedResponseHead;
import io.sluice.runtime.http1.RequestHeadParser;
import io.sluice.runtime.http1.ResponseHeadParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The heads of a request and its answer: read from one side, written to the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadBenchmark {

  private static final String SHORT_REQUEST =
      "GET /books/1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n";

  private static final String LONG_REQUEST =
      """
      GET /books/1?page=2&order=title HTTP/1.1
      Host: books.example.org
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
      Accept-Language: en-GB,en;q=0.5
      Accept-Encoding: gzip, deflate, br
      Referer: https://books.example.org/books
      Connection: keep-alive
      Cookie: session=4f0c7a1e9b2d4c3e8a5b6d7f8e9a0b1c; theme=dark; consent=all
      Upgrade-Insecure-Requests: 1
      Sec-Fetch-Dest: document
      Sec-Fetch-Mode: navigate
      Sec-Fetch-Site: same-origin

      """
          .replace("\n", "\r\n");

  private static final String RESPONSE =
      """
      HTTP/1.1 200 OK
      Server: nginx/1.22.1
      Date: Tue, 24 Nov 2026 09:18:00 GMT
      Content-Type: text/plain
      Content-Length: 130
      Connection: keep-alive

      """
          .replace("\n", "\r\n");
  private static final FieldName FORWARDED_FOR = FieldName.of("X-Forwarded-For");
  private static final FieldName FORWARDED_PROTO = FieldName.of("X-Forwarded-Proto");
  private static final FieldName FORWARDED_HOST = FieldName.of("X-Forwarded-Host");
  private static final FieldName REQUEST_ID = FieldName.of("X-Request-Id");
  private static final FieldName VIA = FieldName.of("Via");

  /** What the request looks like: wrk's, or a browser's. */
  @Param({"short", "long"})
  public String head;

  private final RequestHeadParser requests = new RequestHeadParser(Http1Limits.requests());
  private final ResponseHeadParser responses = new ResponseHeadParser(Http1Limits.responses());
  private final OutBuffer out = new OutBuffer(4096);
  private final HeadWriter writer = new HeadWriter(out);
  private final byte[] responseBytes = RESPONSE.getBytes(US_ASCII);
  private byte[] requestBytes = {};
  private ParsedRequestHead request;
  private ParsedResponseHead response;

  /** Reads what is to be written. */
  @Setup
  public void fill() {
    requestBytes = (head.equals("short") ? SHORT_REQUEST : LONG_REQUEST).getBytes(US_ASCII);
    request = readRequest();
    response = readResponse();
  }

  /** Reads the head of a request. */
  @Benchmark
  public ParsedRequestHead readRequest() {
    requests.parse(requestBytes, 0, requestBytes.length);
    return requests.head();
  }

  /** Writes the head for the endpoint. */
  @Benchmark
  public int writeRequest() {
    out.clear();
    writer
        .request(request.line().method(), request.line().path(), request.line().query(), "books")
        .requestFields(request.fields())
        .field(FORWARDED_FOR, "127.0.0.1")
        .field(FORWARDED_PROTO, "http")
        .field(FORWARDED_HOST, request.authority())
        .field(REQUEST_ID, "0123456789abcdef")
        .field(VIA, "1.1 sluice")
        .framing(BodyFraming.none())
        .end();
    return out.length();
  }

  /** Reads the head of the endpoint's answer, which is the same in both cases. */
  @Benchmark
  public ParsedResponseHead readResponse() {
    responses.begin("GET", false);
    responses.parse(responseBytes, 0, responseBytes.length);
    return responses.head();
  }

  /** Writes the head of the answer for the client. */
  @Benchmark
  public int writeResponse() {
    out.clear();
    writer
        .response(response.status())
        .responseFields(response.fields(), false)
        .framing(response.framing())
        .connection(ConnectionOptions.KEEP)
        .end();
    return out.length();
  }
}
