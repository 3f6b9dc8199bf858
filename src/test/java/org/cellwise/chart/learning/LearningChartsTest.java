package org.cellwise.chart.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.curve;

import java.awt.Color;
import java.util.List;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Contours;
import org.cellwise.data.Dataset;
import org.cellwise.insight.LossLandscape;
import org.cellwise.layer.activation.Activation;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.LearningRates;
import org.cellwise.train.loss.Losses;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** What curves of functions, of learning rates and around weights say. */
class LearningChartsTest {
    @Test
    void theSuggestedRateIsMarked() {
        LearningRates found =
                new LearningRates(new double[] {1e-4, 1e-3, 1e-2, 0.1}, new double[] {2, 1.5, 0.5, Double.NaN}, 1e-3);
        XYChart chart = RateChart.of(found).chart();
        assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
        assertThat(chart.getSeries("suggested: 0.001").getXData()).containsExactly(1e-3, 1e-3);
        assertThat(chart.getSeries("suggested: 0.001").getLineStyle().getDashArray())
                .isNotNull();
        assertThat(RateChart.of(found).picture().description())
                .isEqualTo("Loss from 2 down to 0.5, rates from 0.0001 to 0.1; 0.001 suggested");
        Pixels.assertNothingTouchesTheEdge(RateChart.of(found).picture().image(1));
    }

    @Test
    void activationsAreDrawnWithTheirSlopes() {
        Picture picture = curve(Activation.relu(0), Activation.sigmoid()).picture();
        assertThat(picture.title()).isEqualTo("Activations and their slopes");
        assertThat(picture.description())
                .contains("relu from -4 to 4: values 0 to 4, slopes 0 to 1")
                .contains("sigmoid");
        assertThat(Pixels.count(picture.image(2), Theme.classColor(0))).isGreaterThan(500);
        assertThat(Pixels.count(picture.image(2), Theme.classColor(1))).isGreaterThan(500);
        assertThat(picture.png().length).isLessThan(60_000);
        assertThat(curve(Activation.relu(0), Activation.relu(0.5)).picture().description())
                .contains("relu[threshold=0.5]");
        assertThatThrownBy(() -> curve(new Activation[0])).hasMessageContaining("curve(relu())");
        assertThatThrownBy(() -> curve(1, 1, Activation.tanh())).hasMessageContaining("1.0 and 1.0");
    }

    @Test
    void lossesAreDrawnByHowFarAnOutputIsOff() {
        var squared = LossCurve.of(Losses.meanSquaredError(), 4);
        assertThat(squared.values()[0]).isCloseTo(16, within(1e-4));
        assertThat(squared.slopes()[0]).isCloseTo(-8, within(1e-4));
        var yes = LossCurve.of(Losses.binaryCrossEntropy(), 4);
        assertThat(yes.values()[100]).isCloseTo(Math.log(2), within(1e-6)); // logit 0
        assertThat(yes.slopes()[100]).isCloseTo(-0.5, within(1e-6));
        var right = LossCurve.of(Losses.crossEntropy(), 4);
        assertThat(right.values()[200]).isCloseTo(Math.log(1 + Math.exp(-4)), within(1e-6));
        assertThatThrownBy(() -> CurveChart.of(Losses.triplet(1)))
                .hasMessageContaining("compares rows with each other");
        assertThat(CurveChart.of(Losses.meanSquaredError(), Losses.huber(1))
                        .picture()
                        .title())
                .isEqualTo("Losses and their slopes");
    }

    @Test
    void directionsHaveTheLengthOfEachFilterAndLeaveBiasesAlone() {
        Network net = Nets.of(3, Nets.dense(2));
        net.setWeights("dense_1", new double[][] {{3, 0}, {4, 0}, {0, 0}});
        net.setValues("dense_1.bias", 5, 5);
        LossLandscape same = LossLandscape.of(
                net,
                Losses.meanSquaredError(),
                Dataset.of(new double[][] {{1, 1, 1}}, new double[][] {{12, 5}}),
                new Seed(3),
                1,
                3);
        assertThat(same.here()).isZero();
        assertThat(same.steps()).containsExactly(-1, 0, 1);
        // a filter moved by one length is off by at most 5 √3 for inputs of 1, and the filter of zeros stays
        for (double[] row : same.loss()) {
            for (double loss : row) {
                assertThat(loss).isBetween(0.0, 4 * 75 / 2.0);
            }
        }
        LossLandscape again = LossLandscape.of(
                net,
                Losses.meanSquaredError(),
                Dataset.of(new double[][] {{1, 1, 1}}, new double[][] {{12, 5}}),
                new Seed(3),
                1,
                3);
        assertThat(again.loss()).isDeepEqualTo(same.loss());
        assertThat(net.weights("dense_1").values()).isDeepEqualTo(new double[][] {{3, 0}, {4, 0}, {0, 0}});
        assertThatThrownBy(() -> LossLandscape.of(net, Losses.meanSquaredError(), null, new Seed(3), 1, 4))
                .hasMessageContaining("odd number of steps");
    }

    @Test
    void aBowlHasRingsAroundItsMiddle() {
        double[] steps = {-1, -0.5, 0, 0.5, 1};
        double[][] bowl = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                bowl[i][j] = 0.1 + steps[i] * steps[i] + steps[j] * steps[j];
            }
        }
        List<double[]> ring = Contours.at(bowl, 0.6);
        assertThat(ring).hasSizeGreaterThanOrEqualTo(8);
        for (double[] piece : ring) {
            double x = (piece[0] - 2) / 2;
            double y = (piece[1] - 2) / 2;
            assertThat(Math.hypot(x, y)).isBetween(0.55, 0.75);
        }
        Picture picture = LossSurface.of(new LossLandscape(steps, bowl)).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("now: 0.1", "2.1", "along one direction");
        assertThat(picture.description()).contains("Loss 0.1 in the middle, from 0.1 to 2.1");
        assertThat(svg.all("line")).hasSizeGreaterThan(40);
        var image = picture.image(1);
        int middle = image.getRGB(265, 225);
        int corner = image.getRGB(100, 60);
        assertThat(new Color(corner).getRed()).isLessThan(new Color(middle).getRed());
    }

    @Test
    void flatAndBrokenSurfacesAreDrawnAllTheSame() {
        double[] steps = {-1, 0, 1};
        double[][] flat = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
        assertThat(LossSurface.of(new LossLandscape(steps, flat)).picture().svg())
                .doesNotContain("NaN");
        double[][] broken = {{Double.NaN, 2, 3}, {1, 0, Double.POSITIVE_INFINITY}, {2, 3, 4}};
        assertThat(new Svg(LossSurface.of(new LossLandscape(steps, broken))
                                .picture()
                                .svg())
                        .texts())
                .contains("4", "now: 0");
    }
}
