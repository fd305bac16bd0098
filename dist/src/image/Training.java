import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the image once with a day's work in small, so that it leaves a start-up cache of the classes it loaded and of how
 * their methods behaved: services come and go, endpoints answer small and large, known and unknown paths are asked for.
 *
 * <p>Started from source by {@code build.sh} with the folder of the distribution. Any answer but the expected one ends
 * the build.
 */
public final class Training {
  private static final long PATIENCE_SECONDS = 120;
  private static final int ENDPOINTS = 3;
  private static final int ROUNDS = 300;
  private static final byte[] SMALL = "{\"title\":\"a small answer\"}".getBytes();
  private static final byte[] LARGE = new byte[256 * 1024];
  private static final Pattern LISTENING =
      Pattern.compile("listening\\b.*\\btraffic (http\\S+?)[,;]? .*\\badmin (http\\S+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String traffic;
  private final String admin;

  private Training(String traffic, String admin) {
    this.traffic = traffic;
    this.admin = admin;
  }

  /** Trains the distribution in the folder that is the first argument. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Path log = home.resolveSibling("training.log");
    Path cache = home.resolve("lib/sluice.aot");
    List<HttpServer> endpoints = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(endpoint());
    }
    Process gateway = start(home, cache);
    try {
      Matcher listening = awaitListening(gateway, log);
      new Training(listening.group(1), listening.group(2)).drive(endpoints);
      gateway.toHandle().destroy(); // leaves the output open, which the assembly of the cache writes to
      if (!gateway.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The training run does not end");
      }
    } catch (Exception e) {
      throw new IllegalStateException("The training run failed; " + log + " tells more", e);
    } finally {
      gateway.destroyForcibly();
      endpoints.forEach(endpoint -> endpoint.stop(0));
    }
    if (!Files.isReadable(cache)) {
      throw new IllegalStateException("The training run left no cache, see " + log);
    }
  }

  private static HttpServer endpoint() throws IOException {
    HttpServer endpoint =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", Training::answer);
    endpoint.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    endpoint.start();
    return endpoint;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean large = exchange.getRequestURI().getPath().endsWith("/large");
      byte[] body = large ? LARGE : SMALL;
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, large ? 0 : body.length); // 0 stands for chunked
      exchange.getResponseBody().write(body);
    }
  }

  private static Process start(Path home, Path cache) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/sluice").toString(), "run");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "ADMIN_TOKEN"));
    environment.put("JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    environment.put("LB_ADDR", "127.0.0.1:0");
    environment.put("ADMIN_ADDR", "127.0.0.1:0");
    return builder.redirectErrorStream(true).start();
  }

  private static Matcher awaitListening(Process gateway, Path log)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Matcher> listening = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader output = gateway.inputReader();
                  PrintWriter copy = new PrintWriter(log.toFile())) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                  copy.println(line);
                  copy.flush();
                  Matcher matcher = LISTENING.matcher(line);
                  if (matcher.find()) {
                    listening.complete(matcher);
                  }
                }
                listening.completeExceptionally(new IllegalStateException("The gateway ended"));
              } catch (IOException e) {
                listening.completeExceptionally(e);
              }
            });
    return listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void drive(List<HttpServer> endpoints) throws IOException, InterruptedException {
    String addresses =
        endpoints.stream()
            .map(endpoint -> "\"127.0.0.1:" + endpoint.getAddress().getPort() + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    register("limited", addresses);
    register("open", "{\"endpoints\":" + addresses + ",\"limiter\":{\"name\":\"none\"}}");
    CompletableFuture.allOf(
            CompletableFuture.runAsync(this::use, Thread::startVirtualThread),
            CompletableFuture.runAsync(this::use, Thread::startVirtualThread))
        .join();
    expect(200, get(admin + "/services"));
    expect(200, get(admin + "/services/open"));
    expect(200, get(admin + "/metrics"));
    expect(404, get(traffic + "/nobody/here"));
    send("DELETE", admin + "/services/limited", BodyPublishers.noBody());
    expect(404, get(traffic + "/limited/book"));
  }

  private void register(String service, String specification)
      throws IOException, InterruptedException {
    int status =
        send("POST", admin + "/services/" + service, BodyPublishers.ofString(specification));
    if (status / 100 != 2) {
      throw new IllegalStateException("Registering " + service + " was answered " + status);
    }
  }

  private void use() {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        expect(200, get(traffic + "/open/book?page=" + round));
        get(traffic + "/limited/book");
        expect(200, send("POST", traffic + "/open/book", BodyPublishers.ofByteArray(SMALL)));
        if (round % 10 == 0) {
          expect(200, get(traffic + "/open/large"));
          expect(200, send("PUT", traffic + "/open/book", BodyPublishers.ofByteArray(LARGE)));
          expect(200, send("POST", traffic + "/open/book", chunked()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BodyPublisher chunked() {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE));
  }

  private int get(String target) throws IOException, InterruptedException {
    return send("GET", target, BodyPublishers.noBody());
  }

  private int send(String method, String target, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target))
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    return client.send(request, BodyHandlers.ofByteArray()).statusCode();
  }

  private static void expect(int expected, int status) {
    if (status != expected) {
      throw new IllegalStateException("Answered " + status + " in place of " + expected);
    }
  }
}
