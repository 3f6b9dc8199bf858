package org.cellwise.kernel;

import java.io.IOException;
import org.cellwise.JupyterScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel, run from the compiled classes, as Jupyter sees it. */
class KernelProtocolTest {
    @ParameterizedTest
    @ValueSource(strings = {"kernel_test.py", "abuse_test.py", "fit_test.py", "widgets_test.py"})
    void behavesAsJupyterExpects(String script) throws IOException, InterruptedException {
        JupyterScript.run(script, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }
}
