package org.cellwise;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The committed notebooks, executed by the packed kernel. */
class NotebooksIT {
    @Test
    void showWhatIsCommitted() throws IOException, InterruptedException {
        JupyterScript.run("notebooks_test.py", "-jar", System.getProperty("kernel.jar"));
    }
}
