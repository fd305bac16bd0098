package io.sluice.runtime.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code tokens} of a data directory: a line for each token, with its name, scope,
 * SHA-256, when it was made and when it ends ({@code -} for never).
 *
 * <p>A change replaces the file as a whole, so that who reads it sees all of the change or nothing;
 * changes by several processes come one after the other.
 *
 * @param directory the data directory
 */
public record TokenFile(Path directory) {

  /** What becomes of the tokens there are. */
  @FunctionalInterface
  public interface Change {
    /**
     * Those that are left.
     *
     * @throws IOException if it can't be done; then nothing changes
     */
    List<Token> of(List<Token> tokens) throws IOException;
  }

  private static final String HEAD = "# name scope sha256 created expires\n";
  private static final String NEVER = "-";
  private static final int WORDS = 5;
  private static final long MOST_BYTES = 4 << 20;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The one of a data directory. */
  public static TokenFile in(Path directory) {
    return new TokenFile(directory);
  }

  /** Where it is. */
  public Path path() {
    return directory.resolve("tokens");
  }

  /** Whether it is there, even without a token in it. */
  public boolean exists() {
    return Files.exists(path());
  }

  /** What it holds; nothing if it does not exist. */
  byte[] bytes() throws IOException {
    Path path = path();
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IOException(path + " is too large for a file of tokens");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /**
   * The tokens in it.
   *
   * @throws IOException if it can't be read or holds anything else; the message says where
   */
  public List<Token> read() throws IOException {
    return parse(bytes());
  }

  /** The tokens in what was read from it. */
  List<Token> parse(byte[] bytes) throws IOException {
    List<Token> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        Token token = token(line.strip().split("\\s+"));
        if (!names.add(token.name())) {
          throw new IllegalArgumentException("the name " + token.name() + " is there twice");
        }
        tokens.add(token);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new IOException(path() + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(tokens);
  }

  private static Token token(String[] words) {
    if (words.length != WORDS) {
      throw new IllegalArgumentException("expected " + HEAD.substring(2).strip());
    }
    return Token.named(
        words[0],
        TokenHash.parse(words[2]),
        Scope.parse(words[1]),
        Instant.parse(words[3]),
        words[4].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(words[4])));
  }

  /**
   * Changes what it holds, and makes it, readable by its owner only, if it does not exist.
   *
   * @throws IOException if it can't be read or written; then nothing has changed
   */
  public void change(Change change) throws IOException {
    Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
    Path lock = directory.resolve("tokens.lock");
    try (FileChannel channel =
        FileChannel.open(
            lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY)) {
      channel.lock(); // given back when the channel closes
      write(change.of(read()));
    }
  }

  private void write(List<Token> tokens) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    tokens.forEach(token -> text.append(line(token)));
    Path next = directory.resolve("tokens.new");
    Files.deleteIfExists(next);
    try (FileChannel channel =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    giveToDirectorysOwner(next);
    Files.move(next, path(), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The gateway must be able to read it when somebody else, such as root, has written it. */
  private void giveToDirectorysOwner(Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(directory);
    if (!owner.equals(Files.getOwner(file))) {
      Files.setOwner(file, owner);
    }
  }

  private static String line(Token token) {
    return "%s %s %s %s %s\n"
        .formatted(
            token.name(),
            token.scope().word(),
            token.hash(),
            token.created(),
            token.expires().map(Instant::toString).orElse(NEVER));
  }
}
