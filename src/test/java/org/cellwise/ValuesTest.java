package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.predictions;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.trainer;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.decision.Confusion;
import org.cellwise.chart.picture.Figure;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** What values say of themselves where a cell ends in them. */
class ValuesTest {
    private static final double[][] ROWS = {{1}, {2}, {3}};
    private final Dataset data = dataset(ROWS, new int[] {0, 1, 1}, "no", "yes");
    private final Network network = network(inputs("x"), dense(3), relu(), dense(2));

    @Test
    void aLayerInItsPlace() {
        assertThat(network.layer("dense_1"))
                .hasToString("dense_1: dense(3), output 3, parameters dense_1.weight (1 x 3), dense_1.bias (3)");
        assertThat(network.layer("relu_1")).hasToString("relu_1: relu[threshold=0.0], output 3");
    }

    @Test
    void parameters() {
        assertThat(network.parameters())
                .hasToString("14 numbers: dense_1.weight (1 x 3), dense_1.bias (3), dense_2.weight (3 x 2),"
                        + " dense_2.bias (2)");
    }

    @Test
    void predictionsOfClassesAndNumbers() {
        assertThat(predictions(network, data))
                .hasToString("Predictions for 3 rows: 2 outputs beside classes (no, yes)");
        assertThat(predictions(network(inputs(1), dense(1)), dataset(ROWS, ROWS).head(1)))
                .hasToString("Predictions for 1 row: 1 output beside numbers");
    }

    @Test
    void oneIsNotMany() {
        assertThat(dataset(ROWS, ROWS).head(1)).hasToString("Dataset of 1 row; 1 numeric target (y1); 1 feature (x1)");
        assertThat(dataset(ROWS, new double[] {4, 5, 6}).target(2)).containsExactly(6);
        Trainer trainer = trainer(network, crossEntropy(), sgd(0.1));
        trainer.fit(data, Cellwise.epochs(1));
        assertThat(trainer.history().toString()).startsWith("History of 1 epoch, loss ");
    }

    @Test
    void aCurveReachesAsFarAsThatOfTheFacade() {
        assertThat(relu().curve()).hasToString("relu from -4 to 4: values 0 to 4, slopes 0 to 1");
    }

    @Test
    void picturesSayWhatTheyShow() {
        Dataset flat = dataset(new double[][] {{1, 0}, {2, 1}, {3, 3}}, new int[] {0, 1, 1}, "no", "yes");
        Network two = network(inputs("x", "z"), dense(3), relu(), dense(2));
        Trainer trainer = trainer(two, crossEntropy(), sgd(0.1));
        trainer.fit(flat, Cellwise.epochs(1));
        Network line = network(inputs("x"), dense(1));
        Dataset numbers = dataset(ROWS, ROWS);
        List<Figure> figures = List.of(
                Cellwise.boundary(two, flat),
                Cellwise.unitBoundaries(two, flat),
                Cellwise.confusion(two, flat),
                Cellwise.roc(two, flat),
                Cellwise.precisionRecall(two, flat),
                Cellwise.calibration(two, flat),
                Cellwise.embedding(two, flat),
                Cellwise.fitted(line, numbers),
                Cellwise.residuals(line, numbers),
                Cellwise.curve(relu()),
                Cellwise.lossSurface(trainer, flat),
                Cellwise.compare("one", trainer.history()),
                Cellwise.whatIf(trainer, flat, "dense_1", 0, 0, Cellwise.range(-1, 1)));
        for (Figure figure : figures) {
            assertThat(figure)
                    .hasToString(
                            figure.picture().title() + ": " + figure.picture().description());
        }
    }

    @Test
    void oneRowIsNotManyInPicturesEither() {
        Dataset one = dataset(new double[][] {{1, 0}, {2, 1}}, new int[] {0, 1}, "no", "yes")
                .head(1);
        Network two = network(inputs("x", "z"), dense(2));
        assertThat(Cellwise.boundary(two, one).toString()).contains(" of 1 point classified");
        assertThat(Cellwise.calibration(two, one).toString()).contains("over 1 row:");
        assertThat(Cellwise.embedding(two, one).toString()).contains("1 row as points");
        assertThat(Cellwise.mistakes(two, one).toString())
                .contains("among 1 row")
                .doesNotContain("1 rows");
        Network line = network(inputs("x"), dense(1));
        assertThat(Cellwise.residuals(line, dataset(ROWS, ROWS).head(1)).toString())
                .contains("over 1 row, from");
    }

    @Test
    void severalOthersAreTakenForAClass() {
        int[][] counts = new int[60][60];
        for (int i = 0; i < 60; i++) {
            counts[i][41] = i < 15 ? 5 : 4;
        }
        List<String> names = IntStream.range(0, 60).mapToObj(String::valueOf).toList();
        assertThat(Confusion.of(names, counts).toString()).contains("most often 45 others are taken for 41, ");
    }
}
