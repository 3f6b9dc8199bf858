import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cellwise.Cellwise;
import org.cellwise.file.Json;
import org.cellwise.network.Classification;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;

/**
 * Answers over HTTP with a network from a file, which many threads ask at once:
 *
 * <pre>
 * java -cp cellwise-all.jar ServeNetwork.java net.safetensors 8080
 * curl -d '{"rows": [{"island": "Biscoe", "bill_length_mm": 46.1}]}' localhost:8080/predict
 * </pre>
 *
 * Rows are raw ones, as they stood in the table: objects by column, or lists of values in the order of the columns.
 */
public final class ServeNetwork {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_ROWS = 10_000;
    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();

    private final Network network;

    private ServeNetwork(Network network) {
        this.network = network;
    }

    public static void main(String... arguments) throws IOException {
        HttpServer server = start(arguments[0], Integer.parseInt(arguments[1]));
        System.out.println("http://localhost:" + server.getAddress().getPort() + "/predict");
    }

    /** Listens on a port of this machine; 0 for one that is free. */
    public static HttpServer start(String file, int port) throws IOException {
        ServeNetwork answers = new ServeNetwork(Cellwise.network(file));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        // more requests than that wait outside, and are refused in the end, rather than in memory
        server.setExecutor(new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(256),
                new ThreadPoolExecutor.CallerRunsPolicy()));
        server.createContext("/predict", answers::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                send(exchange, 405, Map.of("error", "send rows by POST, such as {\"rows\": [[…], …]}"));
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                send(exchange, 413, Map.of("error", "a body has " + MOST_BYTES + " bytes at most: send fewer rows"));
                return;
            }
            try {
                send(exchange, 200, Map.of("answers", answers(new String(body, StandardCharsets.UTF_8))));
            } catch (IllegalArgumentException e) {
                send(exchange, 400, Map.of("error", e.getMessage()));
            } catch (RuntimeException e) {
                send(exchange, 500, Map.of("error", "the network could not answer"));
            }
        }
    }

    private List<Object> answers(String body) {
        List<Object> answers = new ArrayList<>();
        if (!(Json.readObject("The body", body).values().get("rows") instanceof List<?> rows)) {
            throw new IllegalArgumentException("The body expects \"rows\", a list of rows");
        }
        if (rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "At most " + MOST_ROWS + " rows at a time, but there are " + rows.size());
        }
        for (int i = 0; i < rows.size(); i++) {
            try {
                answers.add(answer(rows.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("Row " + i + ": " + e.getMessage(), e);
            }
        }
        return answers;
    }

    private Object answer(Object row) {
        Object[] raw = row instanceof List<?> values ? values.toArray() : new Object[] {row};
        if (!(row instanceof List<?>) && !(row instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("expected an object or a list of values");
        }
        OutputMeaning meaning = network.meaning();
        if (!meaning.isDiscrete() || meaning.positions() > 1) {
            Map<String, Object> numbers = new LinkedHashMap<>();
            double[] outputs = network.predictRaw(raw);
            for (int i = 0; i < outputs.length; i++) {
                numbers.put(network.outputNames().get(i), outputs[i]);
            }
            return numbers;
        }
        Classification found = network.classifyRaw(raw);
        Map<String, Object> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < found.names().size(); i++) {
            probabilities.put(found.names().get(i), found.probabilities().get(i));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("class", found.label());
        answer.put("probabilities", probabilities);
        return answer;
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
