package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a test in {@code src/test/python}, which talks to the kernel through Jupyter's own client. */
public final class JupyterScript {
    private static final String PYTHON = System.getProperty("python", "/usr/bin/python3");

    private JupyterScript() {}

    /** Runs a script against a kernel that Java starts with the given options; fails with what the script said. */
    public static void run(String script, String... kernelOptions) throws IOException, InterruptedException {
        run(script, Map.of(), kernelOptions);
    }

    /** The same with variables in the kernel's environment. */
    public static void run(String script, Map<String, String> environment, String... kernelOptions)
            throws IOException, InterruptedException {
        // without the property a developer's machine may lack Jupyter; with it, missing modules are a failure
        assumeTrue(System.getProperty("python") != null || hasJupyter(), "needs Jupyter; see CONTRIBUTING.md");
        List<String> kernel = new ArrayList<>();
        kernel.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        kernel.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true"));
        kernel.addAll(List.of(kernelOptions));
        kernel.add("{connection_file}");
        ProcessBuilder tests = new ProcessBuilder(PYTHON, "-W", "ignore", "src/test/python/" + script);
        tests.environment().putAll(environment);
        tests.environment().put("CELLWISE_KERNEL", new Gson().toJson(kernel));
        Process process = tests.redirectErrorStream(true).start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(report).isZero();
    }

    private static boolean hasJupyter() throws IOException, InterruptedException {
        return new ProcessBuilder(PYTHON, "-c", "import nbclient, jupyter_client, jupyter_kernel_test")
                        .start()
                        .waitFor()
                == 0;
    }
}
