package io.sluice.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.runtime.corpus.AnswerCase;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.KnownField;
import io.sluice.runtime.fuzz.Reading.Content;
import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ChunkWriter;
import io.sluice.runtime.http1.HeadWriter;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.http1.ParsedResponseHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any bytes that an endpoint sends. */
class AnswerCodecFuzz {

  private static final int LONGEST_SEED = 1024;

  static Stream<byte[]> seeds() throws IOException {
    return AnswerCase.all().stream()
        .map(given -> given.bytes().getBytes(StandardCharsets.ISO_8859_1))
        .filter(bytes -> bytes.length <= LONGEST_SEED);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2s")
  void answers(byte[] bytes) throws IOException {
    check(bytes, "GET", false);
    check(bytes, "GET", true);
    check(bytes, "HEAD", false);
  }

  private static void check(byte[] bytes, String method, boolean upgrade) throws IOException {
    List<Object> found = read(new Pieces(bytes, bytes.length, false), method, upgrade);
    Pieces bytewise = new Pieces(bytes, 1, false);
    assertEquals(found, read(bytewise, method, upgrade), "byte by byte");
    Pieces inThree = new Pieces(bytes, bytes.length / 3, true);
    assertEquals(found, read(inThree, method, upgrade), "in three");
    for (int i = 1; i < found.size(); i++) {
      if (found.get(i - 1) instanceof ParsedResponseHead head
          && found.get(i) instanceof Content(var text, var trailers)) {
        assertTrue(text.length() <= bytes.length, "no byte is read twice");
        checkPassedOn(head, method, text, FieldList.copyOf(trailers));
      }
    }
  }

  private static List<Object> read(Pieces pieces, String method, boolean upgrade)
      throws IOException {
    return Reading.ofAnswer(pieces, Reading.SMALL, method, upgrade);
  }

  /** What is passed on is read by the client as it was read here, and by no other message. */
  private static void checkPassedOn(
      ParsedResponseHead head, String method, String text, FieldList trailers) throws IOException {
    if (head.switching()) {
      return;
    }
    BodyFraming framing =
        head.framing().equals(BodyFraming.untilClose()) ? BodyFraming.chunked() : head.framing();
    OutBuffer out = new OutBuffer(64);
    new HeadWriter(out)
        .response(head.status())
        .responseFields(head.fields(), method.equals("HEAD") || head.status() == 304)
        .framing(framing)
        .end();
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    if (framing.equals(BodyFraming.chunked())) {
      ChunkWriter chunks = new ChunkWriter(out);
      chunks.chunk(content, 0, content.length);
      chunks.last(trailers);
    } else {
      out.put(content, 0, content.length);
    }
    List<Object> read =
        Reading.ofAnswer(
            new Pieces(out.toByteArray(), out.length(), false),
            Http1Limits.responses(),
            method,
            false);
    ParsedResponseHead again = (ParsedResponseHead) read.get(0);
    assertEquals(head.status(), again.status());
    assertEquals(framing, again.framing());
    assertEquals(endToEnd(head.fields()), endToEnd(again.fields()));
    assertEquals(List.of(again, new Content(text, trailers)), read);
  }

  private static FieldList endToEnd(FieldList fields) {
    return fields.retain(i -> fields.known(i) != KnownField.CONTENT_LENGTH);
  }
}
