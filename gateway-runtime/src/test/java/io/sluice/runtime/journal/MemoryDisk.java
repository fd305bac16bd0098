package io.sluice.runtime.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A disk with a cache before it, whose calls fail when told to and whose power can be cut.
 *
 * <p>As unkind as the kernel: a force that fails drops what it did not write, so that the next one
 * succeeds without it; a write that fails may have written a part; a name that was changed is on
 * the disk only when the directory was forced, and perhaps before.
 */
final class MemoryDisk implements Disk {

  private final Random random;
  private final Set<Integer> failing = new HashSet<>();
  private Map<Path, Node> names = new HashMap<>();
  private Map<Path, Node> durableNames = new HashMap<>();
  private String message = "Input/output error";
  private long room = Long.MAX_VALUE;
  private int calls;

  MemoryDisk(long seed) {
    this.random = new Random(seed);
  }

  /** Lets a call fail: 1 is the next one. */
  void failAfter(int call, String what) {
    failing.add(calls + call);
    message = what;
  }

  /** Lets no call fail any more. */
  void heal() {
    failing.clear();
  }

  void room(long bytes) {
    room = bytes;
  }

  /** How many calls there were so far. */
  int calls() {
    return calls;
  }

  /** What can be read under a name. */
  byte[] bytes(Path path) {
    return Optional.ofNullable(names.get(path)).orElseThrow().cached.clone();
  }

  /** Puts a file there as if it had been there always. */
  void put(Path path, byte[] bytes) {
    Node node = new Node();
    node.cached = bytes.clone();
    node.durable = bytes.clone();
    names.put(path, node);
    durableNames.put(path, node);
  }

  /** Lets all that is in a file become zeros. */
  void spoil(Path path) {
    Arrays.fill(Optional.ofNullable(names.get(path)).orElseThrow().cached, (byte) 0);
  }

  /** Cuts the power: what was not forced is on the disk in part, or not. */
  void crash() {
    if (random.nextBoolean()) {
      durableNames = new HashMap<>(names);
    }
    names = new HashMap<>(durableNames);
    Set.copyOf(names.values()).forEach(Node::crash);
  }

  private boolean fails() {
    calls++;
    return failing.contains(calls);
  }

  private void step() throws IOException {
    if (fails()) {
      throw new IOException(message);
    }
  }

  @Override
  public boolean exists(Path path) {
    return names.containsKey(path);
  }

  @Override
  public JournalFile open(Path path) throws IOException {
    step();
    Node node = names.get(path);
    if (node == null) {
      throw new FileNotFoundException(path.toString());
    }
    return node;
  }

  @Override
  public JournalFile create(Path path) throws IOException {
    step();
    Node node = new Node();
    names.put(path, node);
    return node;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    Node node = names.remove(from);
    if (node == null) {
      throw new FileNotFoundException(from.toString());
    }
    names.put(to, node);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    step();
    names.put(name, (Node) open(file));
  }

  @Override
  public void delete(Path path) throws IOException {
    step();
    names.remove(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step();
    durableNames = new HashMap<>(names);
  }

  @Override
  public long room(Path directory) {
    return room;
  }

  /** A file, which stays open for good. */
  private final class Node implements JournalFile {
    private byte[] cached = {};
    private byte[] durable = {};
    private final BitSet dirty = new BitSet();

    @Override
    public long length() {
      return cached.length;
    }

    @Override
    public byte[] read(long position, int count) {
      return Arrays.copyOfRange(cached, (int) position, (int) position + count);
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
      boolean fails = fails();
      int count = fails ? random.nextInt(bytes.length + 1) : bytes.length;
      int begin = (int) position;
      cached = Arrays.copyOf(cached, Math.max(cached.length, begin + count));
      System.arraycopy(bytes, 0, cached, begin, count);
      dirty.set(begin, begin + count);
      if (fails) {
        throw new IOException(message);
      }
    }

    @Override
    public void force() throws IOException {
      if (fails()) {
        flushSome();
        dirty.clear();
        throw new IOException(message);
      }
      flush();
    }

    private void flush() {
      durable = Arrays.copyOf(durable, cached.length);
      dirty.stream().filter(i -> i < cached.length).forEach(i -> durable[i] = cached[i]);
      dirty.clear();
    }

    /** Writes some of what is to be written, in no order. */
    private void flushSome() {
      durable = Arrays.copyOf(durable, Math.max(durable.length, cached.length));
      dirty.stream()
          .filter(i -> i < cached.length && random.nextBoolean())
          .forEach(i -> durable[i] = cached[i]);
    }

    private void crash() {
      switch (random.nextInt(3)) {
        case 0 -> {}
        case 1 -> flush();
        default -> flushSome();
      }
      cached = durable.clone();
      dirty.clear();
    }

    @Override
    public void truncate(long length) throws IOException {
      step();
      cached = Arrays.copyOf(cached, (int) length);
    }

    @Override
    public void close() {}
  }
}
