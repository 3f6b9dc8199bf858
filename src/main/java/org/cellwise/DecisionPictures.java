package org.cellwise;

import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.decision.CalibrationChart;
import org.cellwise.chart.decision.ClassCurves;
import org.cellwise.chart.decision.Confusion;
import org.cellwise.chart.decision.EmbeddingChart;
import org.cellwise.chart.decision.FittedCurve;
import org.cellwise.chart.decision.NeighbourChart;
import org.cellwise.chart.decision.Residuals;
import org.cellwise.chart.decision.UnitBoundaries;
import org.cellwise.chart.decision.WordImportanceDrawing;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Mistakes;
import org.cellwise.insight.Neighbours;
import org.cellwise.insight.WordImportance;
import org.cellwise.network.Network;

/** Pictures of what a network decides over the rows of a dataset. */
abstract class DecisionPictures extends NetworkPictures {
    DecisionPictures() {}

    /**
     * What a network says over two features, with the rows as points: {@code boundary(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has not two features
     */
    public static Boundary boundary(Network network, Dataset data) {
        return Boundary.of(network, data);
    }

    /**
     * The same over two chosen features, the others at their means: {@code boundary(net, data, "body_mass_g",
     * "bill_length_mm")}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no such features
     */
    public static Boundary boundary(Network network, Dataset data, String across, String up) {
        return Boundary.of(network, data, across, up);
    }

    /**
     * What every hidden unit says over two features, from inputs to output: {@code unitBoundaries(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has not two features
     */
    public static UnitBoundaries unitBoundaries(Network network, Dataset data) {
        return UnitBoundaries.of(network, data);
    }

    /**
     * The same over two chosen features: {@code unitBoundaries(net, data, "body_mass_g", "bill_length_mm")}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no such features
     */
    public static UnitBoundaries unitBoundaries(Network network, Dataset data, String across, String up) {
        return UnitBoundaries.of(network, data, across, up);
    }

    /**
     * What a network says of a number over its one feature: {@code fitted(line, heights)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, has several features, or its targets are
     *     no numbers
     */
    public static FittedCurve fitted(Network network, Dataset data) {
        return FittedCurve.of(network, data);
    }

    /**
     * The same over a chosen feature, the others at their means: {@code fitted(line, heights, "age")}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, has no such feature, or its targets are no
     *     numbers
     */
    public static FittedCurve fitted(Network network, Dataset data, String feature) {
        return FittedCurve.of(network, data, feature);
    }

    /**
     * What a network says of a number beside the truth, and how far it is off: {@code residuals(line, heights)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or its targets are no numbers
     */
    public static Residuals residuals(Network network, Dataset data) {
        return Residuals.of(network, data);
    }

    /**
     * The same for one of several targets: {@code residuals(line, heights, "y1")}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no such target
     */
    public static Residuals residuals(Network network, Dataset data, String target) {
        return Residuals.of(network, data, target);
    }

    /**
     * How often each class is taken for each class: {@code confusion(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no classes
     */
    public static Confusion confusion(Network network, Dataset data) {
        return Confusion.of(network, data);
    }

    /**
     * Rows found over rows taken wrongly, as the threshold falls, with the area below: {@code roc(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no classes
     */
    public static ClassCurves roc(Network network, Dataset data) {
        return ClassCurves.roc(network, data);
    }

    /**
     * Precision over recall, as the threshold falls: {@code precisionRecall(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no classes
     */
    public static ClassCurves precisionRecall(Network network, Dataset data) {
        return ClassCurves.precisionRecall(network, data);
    }

    /**
     * Whether a network is as often right as it is sure: {@code calibration(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no classes
     */
    public static CalibrationChart calibration(Network network, Dataset data) {
        return CalibrationChart.of(network, data);
    }

    /**
     * The misclassified rows, worst first, as a table or as images: {@code mistakes(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has no classes
     */
    public static Mistakes mistakes(Network network, Dataset data) {
        return Mistakes.of(network, data);
    }

    /**
     * What each word of a text adds to the answer, found by leaving it out: {@code wordImportance(textNet, "not bad at
     * all")}.
     *
     * @throws IllegalArgumentException if the network reads something else than one column of texts
     */
    public static WordImportanceDrawing wordImportance(Network network, String text) {
        return WordImportanceDrawing.of(WordImportance.of(network, text));
    }

    /**
     * Rows as the last hidden layer sees them, in two dimensions: {@code embedding(net, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or what its layers put out is not finite
     */
    public static EmbeddingChart embedding(Network network, Dataset data) {
        return EmbeddingChart.of(network, data);
    }

    /**
     * The rows of a dataset where a network puts them, to find those nearest to another, by cosine or byEuclidean(),
     * at the outputs or at a layer: {@code neighbours(net, data).of(0, 5)}.
     *
     * @throws IllegalArgumentException if the rows do not fit the network
     */
    public static Neighbours neighbours(Network network, Dataset data) {
        return Neighbours.of(network, data);
    }

    /**
     * A row and so many that are nearest to it, in a picture of all: {@code neighbours(neighbours(net, data), 0, 5)}.
     *
     * @throws IllegalArgumentException if there is no such row, or more than 8 are asked for
     */
    public static NeighbourChart neighbours(Neighbours rows, int row, int count) {
        return NeighbourChart.of(rows, row, count);
    }
}
