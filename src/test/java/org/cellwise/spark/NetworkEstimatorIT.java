package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;
import static org.cellwise.spark.SparkFunctions.*;

import java.util.function.Function;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

class NetworkEstimatorIT {
    private static final Function<SparkRows, Trainer> BUILD = rows -> trainer(
                    network(seed(1), inputs(rows), dense(16), relu(), dense(outputs(rows))), crossEntropy(), adam(0.02))
            .shards(4)
            .quiet();

    private static Dataset<Row> penguinRows() {
        SparkSession spark = Sessions.of("local[2]");
        return spark.read()
                .schema("species string, island string, bill_length_mm double, bill_depth_mm double,"
                        + " flipper_length_mm double, body_mass_g double, sex string")
                .option("header", true)
                .option("nullValue", "NA")
                .csv("notebooks/data/penguins.csv")
                .repartition(3);
    }

    private static SparkData prepared(SparkData rows) {
        return rows.dropMissing()
                .standardize()
                .features("island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm")
                .label("species");
    }

    @Test
    void trainsWithinAPipelineWhatOnSparkTrains() {
        Dataset<Row> rows = penguinRows();
        SQLTransformer heavier = new SQLTransformer().setStatement("SELECT * FROM __THIS__ WHERE body_mass_g > 3000");
        StringIndexer indexer = new StringIndexer()
                .setInputCol("species")
                .setOutputCol("number")
                .setStringOrderType("alphabetAsc");
        NetworkEstimator network = new NetworkEstimator(NetworkEstimatorIT::prepared, BUILD, epochs(5))
                .setValidationShare(0.2)
                .setSeed(7);
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {heavier, indexer, network})
                .fit(rows);
        NetworkModel trained = (NetworkModel) model.stages()[2];
        SparkSplit split = prepared(dataset(heavier.transform(rows))).split(0.8, seed(7));
        Trainer trainer = BUILD.apply(split.train());
        onSpark(trainer).fit(split, epochs(5));
        assertThat(trained.network().parameters().values())
                .isEqualTo(trainer.network().parameters().values());
        assertThat(trained.parent()).isSameAs(network);
        double accuracy = new MulticlassClassificationEvaluator()
                .setLabelCol("number")
                .setMetricName("accuracy")
                .evaluate(model.transform(rows));
        assertThat(accuracy).isGreaterThan(0.9);
    }
}
