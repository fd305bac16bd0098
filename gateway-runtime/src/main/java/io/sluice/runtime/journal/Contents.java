package io.sluice.runtime.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that a file holds: the frames that are whole, and the stretches of it that are none.
 *
 * @param head what it begins with
 * @param frames in the order of the file
 * @param gaps in the order of the file
 * @param length how long it is
 */
record Contents(FileHead head, List<Frame> frames, List<Gap> gaps, long length) {

  private static final int PIECE_BYTES = 64 << 10;

  /** A stretch in which no whole frame begins. */
  record Gap(long from, long to) {}

  /** Reads the first bytes of a file. */
  static Contents read(JournalFile file, long length) throws IOException {
    List<Frame> frames = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    long at = FileHead.BYTES;
    while (at < length) {
      Optional<Frame> frame = Frame.read(file, at, length);
      if (frame.isPresent()) {
        frames.add(frame.get());
        at = frame.get().end();
      } else {
        long next = nextFrame(file, at + 1, length);
        gaps.add(new Gap(at, next));
        at = next;
      }
    }
    return new Contents(FileHead.read(file, length), frames, gaps, length);
  }

  private static long nextFrame(JournalFile file, long from, long length) throws IOException {
    for (long piece = from; piece < length; piece += PIECE_BYTES) {
      byte[] bytes = file.read(piece, (int) Math.min(PIECE_BYTES, length - piece));
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == Frame.MARK && Frame.read(file, piece + i, length).isPresent()) {
          return piece + i;
        }
      }
    }
    return length;
  }

  /** Where the file ends to make sense behind everything that does, if it does: a torn write. */
  OptionalLong tornFrom() {
    return gaps.isEmpty() || gaps.getLast().to() < length
        ? OptionalLong.empty()
        : OptionalLong.of(gaps.getLast().from());
  }

  /** Where the first thing stands that no torn write explains, if there is one. */
  OptionalLong damagedFrom() {
    long first = gaps.isEmpty() || gaps.getFirst().to() == length ? length : gaps.getFirst().from();
    long last = -1;
    for (Frame frame : frames) {
      boolean isBaseInside = frame.kind() == Frame.Kind.BASE && last >= 0;
      if (frame.entry().revision() <= last || isBaseInside) {
        first = Math.min(first, frame.offset());
      }
      last = Math.max(last, frame.entry().revision());
    }
    return first == length ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /** Whether every byte is of a whole frame in its right place. */
  boolean isWhole() {
    return head instanceof FileHead.Known && gaps.isEmpty() && damagedFrom().isEmpty();
  }

  /** The frames of a file in which nothing is damaged. */
  Recovered recovered() {
    boolean hasBase = !frames.isEmpty() && frames.getFirst().kind() == Frame.Kind.BASE;
    List<Entry> all = frames.stream().map(Frame::entry).toList();
    return hasBase
        ? new Recovered(Optional.of(all.getFirst()), all.subList(1, all.size()))
        : new Recovered(Optional.empty(), all);
  }
}
