package org.cellwise;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The committed notebooks, executed by the packed kernel. */
class NotebooksIT {
    @Test
    void showWhatIsCommitted() throws IOException, InterruptedException {
        // plain loops, because their bits do not depend on the processor, so that the printed numbers are the same
        JupyterScript.run("notebooks_test.py", "-Dcellwise.math=plain", "-jar", System.getProperty("kernel.jar"));
    }

    @Test
    void showTheSameOnRapaiosKernel() throws IOException, InterruptedException {
        String library = System.getProperty("kernel.jar").replace("-kernel.jar", "-all.jar");
        JupyterScript.run(
                "rapaio_test.py",
                Map.of("RJK_CLASSPATH", library),
                "-Dcellwise.math=plain",
                "-jar",
                System.getProperty("rapaio.jar"));
    }
}
