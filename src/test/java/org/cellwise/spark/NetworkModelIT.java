package org.cellwise.spark;

import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cellwise.network.Classification;
import org.cellwise.network.Network;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkModelIT {
    private static final String MEASURES = "bill_length_mm double, bill_depth_mm double, flipper_length_mm double, ";
    private static final String SCHEMA =
            "species string, island string, " + MEASURES + "body_mass_g double, sex string";

    private static SparkSession spark;
    private static Network species;
    private static Network mass;

    @BeforeAll
    static void trainOnOneMachine() {
        train(Sessions.of("local[2]"));
    }

    static void train(SparkSession session) {
        spark = session;
        var split = dataset(penguins())
                .dropMissing()
                .standardize()
                .features("island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm")
                .label("species")
                .split(0.8, seed(1));
        species = network(inputs(split), dense(16), relu(), dense(outputs(split)));
        trainer(species, crossEntropy(), adam(0.01)).quiet().fit(split, epochs(5));
        var masses = dataset(penguins())
                .dropMissing()
                .standardize()
                .features("bill_length_mm", "flipper_length_mm")
                .target("body_mass_g")
                .split(0.8, seed(1));
        mass = network(inputs(masses), dense(8), relu(), dense(outputs(masses)));
        trainer(mass, meanSquaredError(), adam(0.01)).quiet().fit(masses, epochs(5));
    }

    private static Dataset<Row> rows(String schema) {
        return spark.read()
                .schema(schema)
                .option("header", true)
                .option("nullValue", "NA")
                .csv("notebooks/data/penguins.csv");
    }

    private static Dataset<Row> penguinRows() {
        return rows(SCHEMA).na().drop().repartition(3);
    }

    private static Map<String, Object> raw(Row row) {
        Map<String, Object> raw = new LinkedHashMap<>();
        for (String name : row.schema().fieldNames()) {
            raw.put(name, row.getAs(name));
        }
        return raw;
    }

    static void checkClasses() {
        List<Row> all = new NetworkModel(species).transform(penguinRows()).collectAsList();
        assertThat(all).hasSize(333);
        for (Row row : all) {
            Classification one = species.classifyRaw(raw(row));
            assertThat(row.<String>getAs("predictedClass")).isEqualTo(one.label());
            assertThat(row.<Double>getAs("prediction")).isEqualTo(one.index());
            assertThat(Arrays.stream(row.<Vector>getAs("probability").toArray())
                            .boxed()
                            .toList())
                    .isEqualTo(one.probabilities());
            assertThat(row.<String>getAs("problem")).isNull();
        }
    }

    @Test
    void answersWithTheBitsOfOneMachine() {
        checkClasses();
        for (Row row : new NetworkModel(mass).transform(penguinRows()).collectAsList()) {
            assertThat(row.<Double>getAs("prediction")).isEqualTo(mass.predictRaw(raw(row))[0]);
            assertThat(row.<String>getAs("predictedClass")).isNull();
        }
    }

    @Test
    void oneBadRowHasAProblemAndTheOthersAnswers() {
        Dataset<Row> bad = spark.sql("SELECT 'Atlantis' AS island, 39.1D AS bill_length_mm, 18.7D AS bill_depth_mm,"
                        + " 181D AS flipper_length_mm UNION ALL SELECT 'Dream', CAST(NULL AS DOUBLE), 18.7D, 181D UNION ALL"
                        + " SELECT 'Dream', 39.1D, 18.7D, 181D")
                .coalesce(1);
        List<Row> scored = new NetworkModel(species).transform(bad).collectAsList();
        assertThat(scored.get(0).<String>getAs("problem"))
                .isEqualTo("partition 0: " + refusal("Atlantis", 39.1, 18.7, 181.0))
                .contains("\"island\" has no category \"Atlantis\"");
        assertThat(scored.get(1).<String>getAs("problem"))
                .isEqualTo("partition 0: " + refusal("Dream", null, 18.7, 181.0));
        assertThat(scored.get(0).<Object>getAs("prediction")).isNull();
        assertThat(scored.get(2).<Object>getAs("prediction")).isNotNull();
        assertThatThrownBy(() ->
                        new NetworkModel(species).setStrict(true).transform(bad).collectAsList())
                .hasStackTraceContaining("Row 1 of partition 0: \"island\" has no category \"Atlantis\"");
    }

    private static String refusal(Object... row) {
        try {
            species.predictRaw(row);
            throw new AssertionError("it was answered");
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void aColumnOfAnotherTypeIsSaidAndOneThatIsMissingRefused() {
        Dataset<Row> texts = rows(SCHEMA.replace("bill_depth_mm double", "bill_depth_mm string"))
                .limit(1);
        assertThat(new NetworkModel(species).transform(texts).head().<String>getAs("problem"))
                .contains("\"bill_depth_mm\" expects a finite number, but got the text \"18.7\"");
        assertThatThrownBy(() -> new NetworkModel(species).transform(texts.drop("island")))
                .hasMessageContaining("no column \"island\"");
        assertThatThrownBy(() -> new NetworkModel(species).transform(texts.withColumnRenamed("sex", "problem")))
                .hasMessageContaining("have a column \"problem\" already");
    }

    @Test
    void isAFunctionOfSql() {
        new NetworkModel(species).register(spark, "species");
        penguinRows().createOrReplaceTempView("penguins");
        Row row = spark.sql(
                        "SELECT answer.predictedClass, island, bill_length_mm, bill_depth_mm, flipper_length_mm FROM"
                                + " (SELECT *, species(struct(*)) AS answer FROM penguins)")
                .head();
        assertThat(row.getString(0))
                .isEqualTo(species.classifyRaw(row.get(1), row.get(2), row.get(3), row.get(4))
                        .label());
    }

    @Test
    void aPipelineComesBackInAnotherProcess(@TempDir Path folder) throws Exception {
        String saved = folder.resolve("pipeline").toUri().toString();
        StringIndexer indexer = new StringIndexer()
                .setInputCol("species")
                .setOutputCol("number")
                .setStringOrderType("alphabetAsc");
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {indexer, new NetworkModel(species).setClassCol("kind")})
                .fit(penguinRows());
        model.write().overwrite().save(saved);
        String accuracy = accuracy(model.transform(penguinRows()));
        Process process = Sessions.java(NetworkModelIT.class, saved);
        assertThat(new String(process.getInputStream().readAllBytes()).strip()).isEqualTo(accuracy);
        assertThat(process.waitFor()).isZero();
    }

    private static String accuracy(Dataset<Row> scored) {
        return new MulticlassClassificationEvaluator()
                        .setLabelCol("number")
                        .setMetricName("accuracy")
                        .evaluate(scored)
                + " "
                + scored.agg(max("kind")).head().getString(0);
    }

    /** What the other process does: prints the accuracy of a saved pipeline. */
    public static void main(String[] arguments) {
        spark = Sessions.of("local[1]");
        System.out.println(accuracy(PipelineModel.load(arguments[0]).transform(penguinRows())));
        spark.stop();
    }
}
