package io.sluice.runtime.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Asks an administration, and waits for its answers. Whatever goes wrong is a {@link
 * ClientException} that says what to end with.
 */
public final class AdminClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 256 << 20;
  private static final String API = "/api/v1";

  private final Target target;
  private final HttpClient http;

  /** A client that has not connected yet. */
  public AdminClient(Target target) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    target.authorities().ifPresent(file -> builder.sslContext(Trust.in(file)));
    this.target = target;
    this.http = builder.build();
  }

  /** Where it asks. */
  public String address() {
    return target.address().toString();
  }

  /** Gets a resource below the version of the interface. */
  public Answer get(String path) {
    return ask("GET", path, Map.of(), BodyPublishers.noBody());
  }

  /** Sends a request without content. */
  public Answer send(String method, String path, Map<String, String> fields) {
    return ask(method, path, fields, BodyPublishers.noBody());
  }

  /** Sends a document. */
  public Answer send(String method, String path, Map<String, String> fields, Object document) {
    return ask(method, path, fields, BodyPublishers.ofString(Json.line(document)));
  }

  private Answer ask(String method, String path, Map<String, String> fields, BodyPublisher body) {
    HttpRequest.Builder request = request(path).method(method, body).timeout(ANSWER);
    if (body.contentLength() != 0) {
      request.header("Content-Type", "application/json");
    }
    fields.forEach(request::header);
    HttpResponse<InputStream> response = exchange(request.build());
    Answer answer = answer(response);
    if (!answer.isSuccess()) {
      throw new ClientException(
          ExitCode.of(answer.status()), ProblemText.of(answer.status(), answer.document()));
    }
    return answer;
  }

  /**
   * Opens a stream of events; what is read from it comes as the gateway tells it.
   *
   * @param behind the id of the last event that is known; empty if none is
   */
  public InputStream events(String query, String behind) {
    HttpRequest.Builder request = request("/events" + query).header("Accept", "text/event-stream");
    if (!behind.isEmpty()) {
      request.header("Last-Event-ID", behind);
    }
    HttpResponse<InputStream> response = exchange(request.GET().build());
    if (response.statusCode() != 200) {
      Answer answer = answer(response);
      throw new ClientException(
          ExitCode.of(answer.status()), ProblemText.of(answer.status(), answer.document()));
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(target.address().resolve(API + path));
    Optional<Target.Secret> token = target.token();
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.text()));
    return request;
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException _) {
      throw unreachable("it does not answer in time");
    } catch (SSLException e) {
      throw unreachable("TLS: " + Printable.of(e.getMessage()));
    } catch (IOException e) {
      throw unreachable(
          e.getMessage() == null ? e.getClass().getSimpleName() : Printable.of(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted");
    }
  }

  private Answer answer(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      String content = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("ETag").orElse(""),
          ProblemText.parse(content));
    } catch (IOException e) {
      throw unreachable("its answer is cut short: " + Printable.of(e.getMessage()));
    }
  }

  private ClientException unreachable(String reason) {
    return new ClientException(
        ExitCode.UNREACHABLE, "no answer from " + target.address() + ": " + reason);
  }
}
