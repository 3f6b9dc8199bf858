package org.cellwise.chart.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Dataset;
import org.cellwise.insight.WeightSweep;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class WhatIfTest {
    private static final Dataset POINTS = Dataset.of(new double[][] {{1, 0}, {2, 0}}, new double[][] {{1.5}, {3}});
    private static final Dataset SIDES = Dataset.ofClasses(
            new double[][] {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}}, new int[] {0, 0, 1, 1}, "left", "<right>");

    @Test
    void theLossOfEachWeightIsThatOfTheNetworkWithIt() {
        Network net = Nets.sum(2, 1);
        WeightSweep sweep = new WeightSweep(net, Losses.meanSquaredError(), POINTS, "dense_1", 0, 0);
        assertThat(sweep.now()).isEqualTo(1);
        assertThat(sweep.loss(1.5)).isZero();
        assertThat(sweep.loss(2.5)).isCloseTo((1 + 4) / 2.0, within(1e-6));
        assertThat(net.weights("dense_1").values()[0][0]).isEqualTo(1); // it was a copy
    }

    @Test
    void theLowestLossIsFoundAndTheWeightMarked() {
        WhatIf whatIf = whatIf(Nets.sum(2, 1), POINTS, 0, 0);
        Picture picture = whatIf.picture();
        assertThat(picture.description())
                .contains("The weight is 1 with loss 0.625")
                .contains("from -3 to 3 the loss is lowest, 0, at 1.5")
                .contains("over x1 and x2 at 5 of them");
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts())
                .contains("dense_1, input 0 to unit 0: weight 1, loss 0.625", "y1 of row 0", "weight -3");
        assertThat(svg.all("image")).hasSize(6);
        Element ring = svg.all("circle").stream()
                .filter(circle -> circle.getAttribute("r").equals("5"))
                .findFirst()
                .orElseThrow();
        List<double[]> loss = Svg.points(svg.all("polyline").get(0));
        double low = loss.get(0)[0];
        double high = loss.get(loss.size() - 1)[0];
        assertThat((Double.parseDouble(ring.getAttribute("cx")) - low) / (high - low))
                .isCloseTo(4 / 6.0, within(0.01));
        assertThat(picture.svg().length()).isLessThan(100_000);
    }

    @Test
    void aSliderShowsEachMomentAndTheStillTheSameStory() {
        WhatIf whatIf = whatIf(Nets.split(2, 2), SIDES, 0, 1);
        String html = whatIf.html();
        assertThat(html)
                .startsWith("<div id=\"film-")
                .contains("weight -3")
                .contains("as it is")
                .contains("<img src=");
        assertThat(html).doesNotContain("<right>").hasSizeLessThan(300_000);
        assertThat(new Svg(whatIf.picture().svg()).texts()).contains("left", "<right>", "row 0");
    }

    @Test
    void wideDataHasCurvesAlone() {
        Dataset wide = Dataset.ofClasses(new double[][] {{1, 2, 3}, {0, 0, 1}}, new int[] {0, 1});
        Trainer trainer = new Trainer(Nets.split(3, 1), Losses.crossEntropy(), new Sgd(0.1));
        Range range = new Range(-1, 1);
        assertThat(new Svg(WhatIf.of(trainer, wide, "dense_1", 2, 1, range)
                                .picture()
                                .svg())
                        .all("image"))
                .isEmpty();
        assertThat(new Svg(WhatIf.of(trainer, wide, "dense_1", 2, 1, range, "x1", "x3")
                                .picture()
                                .svg())
                        .all("image"))
                .hasSize(6);
    }

    @Test
    void mistakesSayWhatToChoose() {
        assertThatThrownBy(() -> whatIf(Nets.sum(2, 1), POINTS, 2, 0))
                .hasMessage("whatIf expects an input from 0 to 1 and a unit from 0 to 0 of dense_1, but got 2 and 0");
        Network net = Nets.of(2, Nets.dense(3), Nets.tanh(), Nets.dense(1));
        Trainer trainer = new Trainer(net, Losses.meanSquaredError(), new Sgd(0.1));
        Range range = new Range(-3, 3);
        assertThatThrownBy(() -> WhatIf.of(trainer, POINTS, "tanh_1", 0, 0, range))
                .hasMessageContaining("tanh_1 has none: choose one of [dense_1, dense_2]");
        assertThatThrownBy(() -> WhatIf.of(trainer, POINTS, "dens_1", 0, 0, range))
                .hasMessageContaining("did you mean \"dense_1\"?");
        assertThatThrownBy(() -> new Range(2, 2)).hasMessageContaining("range expects a number and a larger one");
    }

    private static WhatIf whatIf(Network net, Dataset data, int input, int unit) {
        var loss = data.isClassification() ? Losses.crossEntropy() : Losses.meanSquaredError();
        return WhatIf.of(new Trainer(net, loss, new Sgd(0.1)), data, "dense_1", input, unit, new Range(-3, 3));
    }
}
