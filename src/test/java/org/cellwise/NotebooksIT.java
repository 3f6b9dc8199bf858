package org.cellwise;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The committed notebooks, executed by the packed kernel. */
class NotebooksIT {
    /** Their bits do not depend on the processor, so that the printed numbers are the same. */
    private static final String PLAIN = "-Dcellwise.math=plain";

    /** A fifth less work where several kernels share few processors. */
    private static final String FRUGAL = "-XX:+UseSerialGC";

    @Test
    void showWhatIsCommitted() throws IOException, InterruptedException {
        JupyterScript.run("notebooks_test.py", PLAIN, FRUGAL, "-jar", System.getProperty("kernel.jar"));
    }

    @Test
    void showTheSameOnRapaiosKernel() throws IOException, InterruptedException {
        String library = System.getProperty("kernel.jar").replace("-kernel.jar", "-all.jar");
        JupyterScript.run(
                "rapaio_test.py",
                Map.of("RJK_CLASSPATH", library),
                PLAIN,
                FRUGAL,
                "-jar",
                System.getProperty("rapaio.jar"));
    }
}
