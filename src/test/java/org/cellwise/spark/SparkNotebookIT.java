package org.cellwise.spark;

import java.io.IOException;
import java.util.Map;
import org.cellwise.JupyterScript;
import org.junit.jupiter.api.Test;

/** The committed notebook on Spark, executed by the packed kernel: on this machine, and on a cluster of several processes. */
class SparkNotebookIT {
    @Test
    void showsWhatIsCommitted() throws IOException, InterruptedException {
        JupyterScript.run(
                "notebooks_test.py",
                Map.of("NOTEBOOKS", "notebooks/16-spark.ipynb"),
                "-Dcellwise.math=plain",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("kernel.jar"));
    }
}
