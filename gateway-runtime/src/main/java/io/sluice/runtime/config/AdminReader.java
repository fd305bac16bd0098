package io.sluice.runtime.config;

import io.sluice.api.plugin.Settings;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.access.Token;
import io.sluice.runtime.access.TokenFile;
import io.sluice.runtime.access.TokenHash;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code admin} of the configuration file. */
final class AdminReader {

  private static final String ON_TRAFFIC = "traffic";
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?");

  private final Settings admin;
  private final Path file;

  /**
   * @param file the configuration file, from whose folder relative paths start
   */
  AdminReader(Settings admin, Path file) {
    this.admin = admin;
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @param listen the traffic's address
   * @param address what goes before the address of the file
   * @param token what goes before the token of the file
   * @param data the data directory, if there is one
   */
  AdminConfig read(
      Address listen, Optional<String> address, Optional<Token> token, Optional<Path> data) {
    String text = address.orElse(admin.string("address", "127.0.0.1:8081"));
    AdminAccess access = access(token, data);
    Optional<AdminTls> tls = tls();
    boolean lenient = admin.flag("lenient-content-type", false);
    try {
      Address where = text.equals(ON_TRAFFIC) ? listen : Address.parse(text);
      boolean onTraffic = text.equals(ON_TRAFFIC) || (where.equals(listen) && where.port() != 0);
      if (onTraffic && tls.isPresent()) {
        throw admin.fault(
            "tls",
            "the administration shares the traffic's port, which has the certificate of tls");
      }
      return new AdminConfig(where, onTraffic, access, tls, lenient);
    } catch (IllegalArgumentException e) {
      throw admin.fault("address", String.valueOf(e.getMessage()));
    }
  }

  private AdminAccess access(Optional<Token> token, Optional<Path> data) {
    List<Token> tokens = new ArrayList<>();
    Optional<Token> inFile = adminToken();
    token.or(() -> inFile).ifPresent(tokens::add);
    for (Settings declared : admin.sections("tokens")) {
      tokens.add(declared(declared));
    }
    boolean unauthenticated = admin.flag("unauthenticated", false);
    List<String> hosts = admin.strings("hosts", List.of());
    try {
      return new AdminAccess(tokens, data.map(TokenFile::in), unauthenticated, hosts, origins());
    } catch (IllegalArgumentException e) {
      throw admin.fault("tokens", String.valueOf(e.getMessage()));
    }
  }

  /** The one token of the file; a fault does not repeat what stands there. */
  private Optional<Token> adminToken() {
    Optional<Object> value = admin.value("token");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof String secret)) {
      throw admin.fault("token", "expected a text, in quotes if it is made of digits");
    }
    try {
      return Optional.of(Token.admin(secret));
    } catch (IllegalArgumentException e) {
      throw admin.fault("token", String.valueOf(e.getMessage()));
    }
  }

  private static Token declared(Settings token) {
    String name = token.requiredString("name");
    TokenHash hash = hash(token);
    Scope scope = scope(token, token.requiredString("scope"));
    try {
      return Token.named(name, hash, scope, Instant.EPOCH, expires(token));
    } catch (IllegalArgumentException e) {
      throw token.fault("name", String.valueOf(e.getMessage()));
    }
  }

  private static TokenHash hash(Settings token) {
    try {
      return TokenHash.parse(String.valueOf(token.value("sha256").orElse("")));
    } catch (IllegalArgumentException e) {
      throw token.fault("sha256", String.valueOf(e.getMessage()));
    }
  }

  private static Scope scope(Settings settings, String word) {
    try {
      return Scope.parse(word);
    } catch (IllegalArgumentException e) {
      throw settings.fault("scope", e.getMessage() + "; found \"" + word + "\"");
    }
  }

  private static Optional<Instant> expires(Settings token) {
    String text = token.string("expires", "");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw token.fault("expires", "expected a time such as 2027-01-31T00:00:00Z");
    }
  }

  private List<String> origins() {
    List<String> origins = new ArrayList<>();
    for (String text : admin.strings("origins", List.of())) {
      String origin = text.toLowerCase(Locale.ROOT);
      if (!ORIGIN.matcher(origin).matches()) {
        throw admin.fault(
            "origins",
            "an origin is http:// or https:// and a host, perhaps a port; found " + text);
      }
      origins.add(origin);
    }
    return origins;
  }

  private Optional<AdminTls> tls() {
    Settings tls = admin.section("tls");
    Scope clientScope = admin.choice("client-scope", Scope.ADMIN);
    if (tls.keys().isEmpty()) {
      return Optional.empty();
    }
    TlsConfig files = new TlsConfig(path(tls, "certificate"), path(tls, "key"));
    Optional<Path> authorities =
        tls.has("client-ca") ? Optional.of(path(tls, "client-ca")) : Optional.empty();
    return Optional.of(new AdminTls(files, authorities, clientScope));
  }

  private Path path(Settings tls, String key) {
    return ConfigReader.beside(file, tls, key, tls.requiredString(key));
  }
}
