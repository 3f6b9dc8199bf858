package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.cellwise.data.Split;
import org.cellwise.file.Json;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that serves a network over HTTP, compiled and asked. */
class ServeNetworkTest {
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(String method, HttpServer server, String body) {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/predict");
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer start(Path folder, String file) throws Exception {
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "src/examples/java/ServeNetwork.java");
        assertThat(failed).isZero();
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        return (HttpServer) loader.loadClass("ServeNetwork")
                .getMethod("start", String.class, int.class)
                .invoke(null, file, 0);
    }

    @Test
    void rawRowsInAnswersOut(@TempDir Path folder) throws Exception {
        Split split = dataset(penguins())
                .dropMissing()
                .standardize()
                .features("island", "bill_length_mm", "body_mass_g")
                .label("species")
                .split(0.8, seed(1));
        Network net = network(inputs(split), dense(6), tanh(), dense(outputs(split)));
        trainer(net, crossEntropy(), adam(0.02)).fit(split, epochs(3));
        String file = folder.resolve("net.safetensors").toString();
        net.save(file);
        HttpServer server = start(folder, file);
        try {
            String row = "{\"island\": \"Biscoe\", \"bill_length_mm\": 46.1, \"body_mass_g\": 4500}";
            HttpResponse<String> right = ask("POST", server, "{\"rows\": [" + row + ", [\"Dream\", 39.5, 3300]]}");
            assertThat(right.statusCode()).isEqualTo(200);
            List<?> answers =
                    (List<?>) Json.readObject("answer", right.body()).values().get("answers");
            assertThat(answers).hasSize(2);
            assertThat(((Map<?, ?>) answers.get(0)).get("class"))
                    .isEqualTo(net.classifyRaw("Biscoe", 46.1, 4500).label());
            assertThat(((Map<?, ?>) answers.get(1)).get("probabilities"))
                    .asString()
                    .contains("Adelie="
                            + net.classifyRaw("Dream", 39.5, 3300)
                                    .probabilities()
                                    .get(0));
            List<CompletableFuture<String>> many = IntStream.range(0, 64)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                            ask("POST", server, "{\"rows\": [" + row + "]}").body()))
                    .toList();
            assertThat(many)
                    .extracting(CompletableFuture::join)
                    .allMatch(many.get(0).join()::equals);
            refused(server, "{\"rows\": [[\"Bisco\", 46.1, 4500]]}", 400, "Row 0: ", "did you mean");
            refused(server, "{\"rows\": [{\"island\": \"Biscoe\"}]}", 400, "bill_length_mm is missing");
            refused(server, "{\"rows\": [[\"Biscoe\", \"long\", 4500]]}", 400, "expects a finite number");
            refused(server, "{\"rows\": [3]}", 400, "expected an object or a list of values");
            refused(server, "{\"row\": []}", 400, "The body expects");
            refused(server, "rows", 400, "The body");
            refused(server, "[".repeat(100_000), 400, "The body");
            refused(server, " ".repeat((1 << 20) + 1), 413, "fewer rows");
            assertThat(ask("GET", server, "").statusCode()).isEqualTo(405);
        } finally {
            server.stop(0);
        }
    }

    private void refused(HttpServer server, String body, int status, String... words) {
        HttpResponse<String> response = ask("POST", server, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(String.valueOf(
                        Json.readObject("error", response.body()).values().get("error")))
                .contains(words);
    }
}
