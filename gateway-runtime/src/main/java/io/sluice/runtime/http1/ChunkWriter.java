package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;

/** Writes content in chunks (RFC 9112 section 7.1). Of one connection and its thread. */
public final class ChunkWriter {

  private final OutBuffer out;

  /** A writer into that buffer. */
  public ChunkWriter(OutBuffer out) {
    this.out = out;
  }

  /**
   * Adds {@code content[from, to)} as one chunk; nothing if it is empty, since an empty chunk is
   * the last.
   */
  public void chunk(byte[] content, int from, int to) {
    if (from < to) {
      begin(to - from);
      out.put(content, from, to);
      end();
    }
  }

  /** Adds what stands before the content of a chunk that is sent from elsewhere. */
  public void begin(long size) {
    if (size <= 0) {
      throw new IllegalArgumentException("a chunk holds at least one byte");
    }
    out.putHex(size).endLine();
  }

  /** Adds what stands after the content of a chunk. */
  public void end() {
    out.endLine();
  }

  /** Adds the last chunk and the trailers that may be sent as such. */
  public void last(FieldList trailers) {
    out.put("0\r\n");
    FieldList fields = HopByHop.trailers(trailers);
    for (int i = 0; i < fields.size(); i++) {
      out.putLine(fields, i);
    }
    out.endLine();
  }
}
