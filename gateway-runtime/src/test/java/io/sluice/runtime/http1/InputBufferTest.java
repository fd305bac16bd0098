package io.sluice.runtime.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputBufferTest {

  /** Gives its arrays away, or copies of them. */
  private static final class Arrivals implements ByteSource {

    private final Queue<byte[]> arrays = new ArrayDeque<>();

    Arrivals(String... texts) {
      List.of(texts).forEach(text -> arrays.add(text.getBytes(US_ASCII)));
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      byte[] next = arrays.poll();
      if (next == null) {
        return -1;
      }
      assertTrue(next.length <= most);
      System.arraycopy(next, 0, into, offset, next.length);
      return next.length;
    }

    @Override
    public boolean givesArrays() {
      return true;
    }

    @Override
    public byte @Nullable [] take() {
      return arrays.poll();
    }
  }

  @Test
  void anEmptyBufferTakesTheGivenArrayOver() throws IOException {
    Arrivals arrivals = new Arrivals("first", "second");
    byte[] first = arrivals.arrays.element();
    InputBuffer input = new InputBuffer(arrivals, 16);
    assertTrue(input.fill());
    assertSame(first, input.array());
    input.consumeTo(input.end());
    assertTrue(input.fill());
    assertEquals("second", unused(input));
  }

  @Test
  void unusedBytesStayInFrontOfThoseThatFollow() throws IOException {
    InputBuffer input = new InputBuffer(new Arrivals("abc", "defgh", "i"), 16);
    assertTrue(input.fill());
    input.consumeTo(2);
    assertTrue(input.fill());
    assertTrue(input.fill());
    assertEquals("cdefghi", unused(input));
    assertFalse(input.fill());
  }

  private static String unused(InputBuffer input) {
    return new String(input.array(), input.start(), input.end() - input.start(), US_ASCII);
  }
}
