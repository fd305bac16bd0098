package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The start and the stop of a gateway. */
final class LifecycleIT {
  @Test
  void sigtermEndsTheGatewayWithZero() throws IOException {
    try (Distribution gateway = Distribution.start()) {
      assertEquals(0, gateway.stop());
    }
  }

  @Test
  void aRequestThatIsOpenAtSigtermIsAnswered() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    try (Distribution gateway = Distribution.start();
        LocalEndpoint endpoint =
            LocalEndpoint.start(exchange -> {
              arrived.countDown();
              LocalEndpoint.await(released);
              LocalEndpoint.ok(exchange);
            })) {
      User user = new User(gateway);
      user.register("books", "[\"" + endpoint.address() + "\"]");
      CompletableFuture<HttpResponse<String>> answer =
          user.client().sendAsync(user.to("/books/").build(), BodyHandlers.ofString());
      arrived.await();
      gateway.process().toHandle().destroy();
      User.await("no more connections", () -> !accepts(gateway.traffic().getPort()));
      released.countDown();
      assertEquals(200, answer.get(10, TimeUnit.SECONDS).statusCode());
      assertEquals(0, gateway.process().waitFor());
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
