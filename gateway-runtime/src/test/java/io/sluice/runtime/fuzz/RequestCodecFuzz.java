package io.sluice.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.runtime.corpus.RequestCase;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.KnownField;
import io.sluice.runtime.fuzz.Reading.Content;
import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ChunkWriter;
import io.sluice.runtime.http1.ConnectionOptions;
import io.sluice.runtime.http1.HeadWriter;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.http1.ParsedRequestHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any bytes that a client sends. */
class RequestCodecFuzz {

  private static final int LONGEST_SEED = 1024;

  static Stream<byte[]> seeds() throws IOException {
    return RequestCase.all().stream()
        .map(given -> given.bytes().getBytes(StandardCharsets.ISO_8859_1))
        .filter(bytes -> bytes.length <= LONGEST_SEED);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2s")
  void requests(byte[] bytes) throws IOException {
    List<Object> found = read(bytes, bytes.length, false);
    assertEquals(found, read(bytes, 1, false), "byte by byte");
    assertEquals(found, read(bytes, bytes.length / 3, true), "in three");
    int content = 0;
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) instanceof ParsedRequestHead head
          && i + 1 < found.size()
          && found.get(i + 1) instanceof Content(var text, var trailers)) {
        content += text.length();
        checkForwarded(head, text, FieldList.copyOf(trailers));
      }
    }
    assertTrue(content <= bytes.length, "no byte is read twice");
  }

  private static List<Object> read(byte[] bytes, int pieceBytes, boolean givesArrays)
      throws IOException {
    return Reading.ofRequests(new Pieces(bytes, pieceBytes, givesArrays), Reading.SMALL);
  }

  /** What is passed on is read by the next one as it was read here, and by no other message. */
  private static void checkForwarded(ParsedRequestHead head, String text, FieldList trailers)
      throws IOException {
    if (head.authority().isEmpty()) {
      return;
    }
    OutBuffer out = new OutBuffer(64);
    new HeadWriter(out)
        .request(head.line().method(), head.line().path(), head.line().query(), head.authority())
        .requestFields(head.fields())
        .framing(head.framing())
        .connection(ConnectionOptions.KEEP)
        .end();
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    if (head.framing().equals(BodyFraming.chunked())) {
      ChunkWriter chunks = new ChunkWriter(out);
      chunks.chunk(content, 0, content.length);
      chunks.last(trailers);
    } else {
      out.put(content, 0, content.length);
    }
    List<Object> read =
        Reading.ofRequests(
            new Pieces(out.toByteArray(), out.length(), false), Http1Limits.requests());
    ParsedRequestHead again = (ParsedRequestHead) read.get(0);
    assertEquals(head.line().method(), again.line().method());
    assertEquals(head.line().path(), again.line().path());
    assertEquals(head.line().query(), again.line().query());
    assertEquals(head.authority(), again.authority());
    assertEquals(head.framing(), again.framing());
    assertEquals(endToEnd(head.fields()), endToEnd(again.fields()));
    assertEquals(new Content(text, trailers), read.get(1));
    assertEquals(new Reading.Rest(""), read.get(2));
    assertEquals(3, read.size());
  }

  private static FieldList endToEnd(FieldList fields) {
    return fields.retain(i -> fields.known(i) == KnownField.OTHER);
  }
}
