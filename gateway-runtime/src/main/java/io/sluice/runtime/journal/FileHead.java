package io.sluice.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The first bytes of a journal: eight that name it, the version of its form, and a CRC-32C. */
sealed interface FileHead {

  int BYTES = 16;

  /** The version that is read and written here. */
  int VERSION = 1;

  /** As it is written here. */
  record Known() implements FileHead {}

  /** The file ended while it was written. */
  record Torn() implements FileHead {}

  /** Of another version. */
  record OtherVersion(int version) implements FileHead {}

  /** Not one. */
  record Damaged() implements FileHead {}

  /** The bytes. */
  static byte[] encode() {
    return encode(VERSION);
  }

  /** The bytes of a version. */
  static byte[] encode(int version) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put("SluiceJ\n".getBytes(StandardCharsets.US_ASCII)).putInt(version);
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, bytes.position());
    return bytes.putInt((int) crc.getValue()).array();
  }

  /** What a file of that length begins with. */
  static FileHead read(JournalFile file, long length) throws IOException {
    byte[] bytes = file.read(0, (int) Math.min(length, BYTES));
    if (Arrays.equals(bytes, Arrays.copyOf(encode(), bytes.length))) {
      return bytes.length < BYTES ? new Torn() : new Known();
    }
    if (bytes.length < BYTES) {
      return new Damaged();
    }
    int version = ByteBuffer.wrap(bytes).getInt(8);
    return Arrays.equals(bytes, encode(version)) ? new OtherVersion(version) : new Damaged();
  }
}
