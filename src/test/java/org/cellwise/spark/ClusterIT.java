package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ClusterIT {
    @Test
    void countsOnTwoWorkers() throws Exception {
        try (SparkCluster cluster = SparkCluster.start(2, 512)) {
            SparkSession spark = SparkSession.builder()
                    .master(cluster.master())
                    .config("spark.ui.enabled", "false")
                    .config("spark.executor.memory", "512m")
                    .config("spark.driver.host", "127.0.0.1")
                    .getOrCreate();
            try {
                assertThat(spark.range(0, 1000, 1, 4).filter("id % 2 = 0").count())
                        .isEqualTo(500);
                assertThat(spark.sparkContext().statusTracker().getExecutorInfos())
                        .hasSize(3); // the driver counts
            } finally {
                spark.stop();
            }
        }
    }
}
