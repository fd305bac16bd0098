package io.sluice.runtime.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FramesProperties {

  @Property
  void boundariesAreTheEndsOfFramesHoweverTheBytesAreSplit(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 70_000) Integer> lengths,
      @ForAll Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (int length : lengths) {
      bytes.writeBytes(frame(random.nextInt(8), random.nextBoolean(), length, random));
      ends.add(bytes.size());
    }
    byte[] all = bytes.toByteArray();
    Frames frames = new Frames();
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < all.length) {
      int to = Math.min(all.length, at + 1 + random.nextInt(20_000));
      while (at < to) {
        at = frames.passFrame(all, at, to);
        if (frames.atBoundary()) {
          found.add(at);
        }
      }
    }
    assertEquals(ends, found);
    assertFalse(frames.isClosed());
  }

  @Property
  void aCloseFrameCountsWhenItIsWhole(@ForAll @IntRange(min = 0, max = 125) int length) {
    byte[] close = frame(8, true, length, new Random(length));
    Frames frames = new Frames();
    frames.pass(close, 0, close.length - 1);
    assertFalse(frames.isClosed());
    frames.pass(close, close.length - 1, close.length);
    assertTrue(frames.isClosed());
  }

  @Example
  void aLengthBeyondAllNeverEnds() {
    byte[] header = {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1};
    Frames frames = new Frames();
    frames.pass(header, 0, header.length);
    frames.pass(new byte[1000], 0, 1000);
    assertFalse(frames.atBoundary());
  }

  @Example
  void farewellsAreCloseFramesWith1001() {
    assertArrayEquals(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE9}, Frames.goingAway());
    byte[] masked = Frames.goingAway(0xA1B2C3D4);
    assertEquals((byte) 0x88, masked[0]);
    assertEquals((byte) 0x82, masked[1]);
    assertEquals(3, masked[6] ^ masked[2]);
    assertEquals((byte) 0xE9, (byte) (masked[7] ^ masked[3]));
    Frames frames = new Frames();
    frames.pass(masked, 0, masked.length);
    assertTrue(frames.isClosed() && frames.atBoundary());
  }

  private static byte[] frame(int opcode, boolean masked, int length, Random random) {
    ByteBuffer frame = ByteBuffer.allocate(length + 14);
    frame.put((byte) (0x80 | opcode));
    int mask = masked ? 0x80 : 0;
    if (length < 126) {
      frame.put((byte) (mask | length));
    } else if (length < 65_536) {
      frame.put((byte) (mask | 126)).putShort((short) length);
    } else {
      frame.put((byte) (mask | 127)).putLong(length);
    }
    if (masked) {
      frame.putInt(random.nextInt());
    }
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    frame.put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
