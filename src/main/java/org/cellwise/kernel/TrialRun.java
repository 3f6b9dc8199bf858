package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.cellwise.kernel.protocol.CellOutput;
import org.cellwise.kernel.protocol.KernelConnection;

/** Starts a kernel nobody talks to and runs a few cells, so that the JVM can archive the classes this takes. */
final class TrialRun {

    private TrialRun() {}

    static void run() throws Exception {
        KernelConnectionProperties address = new KernelConnectionProperties(
                "127.0.0.1", port(), port(), port(), port(), port(), "tcp", "hmac-sha256", "trial");
        CellOutput output = new CellOutput(System.err);
        KernelConnection connection = new KernelConnection(address, output);
        connection.beatHeart();
        CellwiseKernel kernel = new CellwiseKernel(KernelSettings.from(Map.of()), output);
        System.setOut(output.open(StreamType.OUT));
        Thread user = new Thread(() -> use(kernel, connection));
        user.start();
        kernel.run(connection);
    }

    private static void use(CellwiseKernel kernel, KernelConnection connection) {
        try {
            kernel.complete("Mat", 3);
            kernel.inspect("Math.max", 8, false);
            kernel.isComplete("int x");
            kernel.eval("int x = 1; int twice(int n) { return 2 * n; } System.out.println(twice(x)); x");
            kernel.eval("var list = List.of(1, 2).stream().map(n -> n + 1).toList(); display(list); list");
        } catch (Exception e) {
            System.err.println("The trial run failed: " + e); // its archive is smaller then, and still right
        } finally {
            connection.close();
        }
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
