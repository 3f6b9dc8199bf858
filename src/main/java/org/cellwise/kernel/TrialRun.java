package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import org.cellwise.kernel.protocol.CellOutput;
import org.cellwise.kernel.protocol.KernelConnection;
import org.cellwise.notebook.Renderer;

/** Starts a kernel nobody talks to and runs a few cells, so that the JVM can archive the classes this takes. */
final class TrialRun {

    private static final int SIDE = 60;
    private static final int PICTURES = 40;
    private static final int WAIT_MILLIS = 400;
    private static final int MOST_WAITS = 25;

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

    /**
     * Prints how many milliseconds a picture takes once its code is compiled: with some archives that never happens, as a
     * method that was waiting for the compiler when the archive was written waits for ever.
     */
    static void measure() {
        double[][] values = new double[SIDE][SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            values[i / SIDE][i % SIDE] = Math.sin(i * i);
        }
        double[] millis = new double[PICTURES];
        for (int i = 0; i < PICTURES; i++) {
            long start = System.nanoTime();
            Renderer.render(values);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis, PICTURES / 2, PICTURES);
        System.out.println(millis[PICTURES * 3 / 4]);
    }

    /** Until no method waits for the compiler. */
    private static void awaitCompiler() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long before = -1;
        for (int i = 0; i < MOST_WAITS && compiler.getTotalCompilationTime() != before; i++) {
            before = compiler.getTotalCompilationTime();
            Thread.sleep(WAIT_MILLIS);
        }
    }

    private static void use(CellwiseKernel kernel, KernelConnection connection) {
        try {
            kernel.complete("Mat", 3);
            kernel.inspect("Math.max", 8, false);
            kernel.isComplete("int x");
            kernel.eval("int x = 1; int twice(int n) { return 2 * n; } System.out.println(twice(x)); x");
            kernel.eval("var list = List.of(1, 2).stream().map(n -> n + 1).toList(); display(list); list");
            awaitCompiler();
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
