package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ClusterIT {
    @Test
    void twoWorkersScoreWithTheBitsOfOneMachine() throws Exception {
        try (SparkCluster cluster = SparkCluster.start(2, 512)) {
            SparkSession spark = Sessions.of(cluster.master());
            NetworkModelIT.train(spark);
            NetworkModelIT.checkClasses();
            assertThat(spark.sparkContext().statusTracker().getExecutorInfos()).hasSize(3); // the driver counts
            spark.stop();
        }
    }
}
