package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs {@code src/test/python/kernel_test.py}, which talks to the kernel as Jupyter does. */
class KernelProtocolTest {

    private static final String PYTHON = System.getProperty("python", "/usr/bin/python3");

    @Test
    void behavesAsJupyterExpects() throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("python") != null || hasJupyter(),
                "needs python3-jupyter-client and python3-jupyter-kernel-test");
        List<String> kernel = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "{connection_file}");
        ProcessBuilder tests = new ProcessBuilder(PYTHON, "-W", "ignore", "src/test/python/kernel_test.py");
        tests.environment().put("CELLWISE_KERNEL", new Gson().toJson(kernel));
        Process process = tests.redirectErrorStream(true).start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(report).isZero();
    }

    private static boolean hasJupyter() throws IOException, InterruptedException {
        return new ProcessBuilder(PYTHON, "-c", "import jupyter_client, jupyter_kernel_test")
                        .start()
                        .waitFor()
                == 0;
    }
}
