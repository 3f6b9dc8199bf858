package org.cellwise.kernel;

import java.io.IOException;
import org.cellwise.JupyterScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thousands of cells in one kernel: {@code mvn -P soak test}, which also makes {@link SessionModelTest} run 5,000. */
class KernelSoak {
    @Test
    void lasts() throws IOException, InterruptedException {
        JupyterScript.run("soak.py", "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }

    /** Apart from the usual tests, because how a heap fills up depends on the moment of each collection. */
    @Test
    void aFullHeapIsToldAndTheKernelLives() throws IOException, InterruptedException {
        JupyterScript.run("heap_test.py", "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }

    /** Of other digits, decimal signs and letters: errors are told apart, and numbers are as everywhere. */
    @ParameterizedTest
    @CsvSource({"fa, IR", "de, DE", "tr, TR"})
    void speaksTheSameUnderEveryLanguage(String language, String country) throws IOException, InterruptedException {
        JupyterScript.run(
                "kernel_test.py",
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    @Test
    void jupytersOwnTestsPassTenTimes() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            JupyterScript.run(
                    "jupyters_own_test.py", "-cp", System.getProperty("java.class.path"), Main.class.getName());
        }
    }
}
