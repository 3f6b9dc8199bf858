package org.cellwise.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ClusterIT {
    @Test
    void twoWorkersScoreWithTheBitsOfOneMachine() throws Exception {
        try (SparkCluster cluster = SparkCluster.start(2, 512)) {
            SparkSession spark = Sessions.of(cluster.master());
            Sessions.awaitExecutors(spark, 2);
            NetworkModelIT.train(spark);
            NetworkModelIT.checkClasses();
            spark.stop();
        }
    }
}
