package io.sluice.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry as it lies in a file: a head of 20 bytes and the content.
 *
 * <pre>
 *   0  F5 'S' 'L'   no UTF-8 text has the first of them
 *   3  'B' base, 'E' entry
 *   4  int          length of the content
 *   8  long         revision
 *  16  int          CRC-32C of the bytes before it and of the content
 * </pre>
 *
 * @param offset where it begins
 * @param kind what it is
 * @param entry what is in it
 */
record Frame(long offset, Kind kind, Entry entry) {

  static final int HEAD_BYTES = 20;
  static final int MOST_CONTENT_BYTES = 256 << 20;

  /** The first byte of a frame. */
  static final byte MARK = (byte) 0xF5;

  private static final int CHECKED_HEAD_BYTES = 16;
  private static final int MARKS = 0xF5534C << 8;

  /** What an entry is to those after it. */
  enum Kind {
    /** All that came before. */
    BASE('B'),
    /** One more. */
    ENTRY('E');

    private final int letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  /** Where it ends. */
  long end() {
    return offset + HEAD_BYTES + entry.content().length;
  }

  /** The bytes of an entry. */
  static byte[] encode(Kind kind, Entry entry) {
    byte[] content = entry.content();
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + content.length);
    bytes.putInt(MARKS | kind.letter).putInt(content.length).putLong(entry.revision());
    bytes.putInt(checksum(bytes.array(), content)).put(content);
    return bytes.array();
  }

  /** The frame that begins there, if a whole one does. */
  static Optional<Frame> read(JournalFile file, long offset, long length) throws IOException {
    long rest = length - offset - HEAD_BYTES;
    if (rest < 0) {
      return Optional.empty();
    }
    byte[] head = file.read(offset, HEAD_BYTES);
    ByteBuffer fields = ByteBuffer.wrap(head);
    int marks = fields.getInt();
    int contentBytes = fields.getInt();
    long revision = fields.getLong();
    Optional<Kind> kind = kind(marks);
    boolean isPossible =
        contentBytes >= 0 && contentBytes <= Math.min(rest, MOST_CONTENT_BYTES) && revision >= 0;
    if (kind.isEmpty() || !isPossible) {
      return Optional.empty();
    }
    byte[] content = file.read(offset + HEAD_BYTES, contentBytes);
    return fields.getInt() == checksum(head, content)
        ? Optional.of(new Frame(offset, kind.get(), new Entry(revision, content)))
        : Optional.empty();
  }

  private static Optional<Kind> kind(int marks) {
    for (Kind kind : Kind.values()) {
      if (marks == (MARKS | kind.letter)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static int checksum(byte[] head, byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(head, 0, CHECKED_HEAD_BYTES);
    crc.update(content);
    return (int) crc.getValue();
  }
}
