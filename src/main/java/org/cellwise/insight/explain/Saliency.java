package org.cellwise.insight.explain;

import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.ImageShape;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * How an output changes as each pixel of an image changes a little (Simonyan et al., 2014): where a network looks, at this
 * image.
 *
 * @param answer what is explained, in words
 * @param value what the network says of the image
 * @param slopes of the output, by each input as the network reads it
 * @param pixels the image in the unit of the data
 * @param image (channels, height, width)
 * @param note more to know, in words
 */
public record Saliency(String answer, double value, double[] slopes, double[] pixels, Shape image, String note) {
    private static final String WHO = "saliency";

    /**
     * Of one image.
     *
     * @param data images that are prepared in the same way
     * @param answer which of several; null for what the network says of the image
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or are no images
     */
    public static Saliency of(Network network, Dataset data, String answer, double... row) {
        return of(network, data, answer, ImageShape.of(network), row);
    }

    /** As {@link #of(Network, Dataset, String, double...)}, of rows that are images of this height and width. */
    public static Saliency of(Network network, Dataset data, String answer, int height, int width, double... row) {
        Given.require(network, "saliency", "a network, as network(…) makes it");
        return of(network, data, answer, ImageShape.of(network.inputShape().elements(), height, width), row);
    }

    private static Saliency of(Network network, Dataset data, String answer, Shape image, double... row) {
        if (image == null) {
            throw new IllegalArgumentException(
                    "saliency looks at the pixels of images, but the network reads rows of shape %s: say their height and width, saliency(net, data, 8, 8, row), or look at integratedGradients(net, data, row) or shap(net, data, row) for the columns of a table"
                            .formatted(network.inputShape()));
        }
        Dataset counting = Counting.of(data);
        Answers answers = Answers.of(WHO, network, counting);
        float[] outputs = answers.outputs(WHO, row);
        int index = answers.index(WHO, answer, outputs);
        OutputSlopes of = new OutputSlopes(WHO, network, counting, answers, index);
        float[] features = Answers.narrowed(row);
        float[] narrow = of.slopes(features, 1);
        double[] slopes = new double[narrow.length];
        for (int i = 0; i < narrow.length; i++) {
            slopes[i] = narrow[i];
        }
        return new Saliency(
                of.words(), of.value(outputs), slopes, IntegratedGradients.raw(counting, row), image, answers.note());
    }

    /** What it shows, in words. */
    public String title() {
        return "Slopes of %s, which is %s".formatted(answer, Numbers.significant(value, 3));
    }

    /** The largest slope and where it is. */
    public String words() {
        int largest = 0;
        for (int i = 1; i < slopes.length; i++) {
            largest = Math.abs(slopes[i]) > Math.abs(slopes[largest]) ? i : largest;
        }
        int plane = image.size(1) * image.size(2);
        if (slopes[largest] == 0) {
            return "No pixel changes it: where activations are flat, integratedGradients(net, data, row) sees more"
                    + note;
        }
        return "The largest slope is %s, at row %s and column %s of %s%s"
                .formatted(
                        Numbers.significant(slopes[largest], 3),
                        largest % plane / image.size(2),
                        largest % image.size(2),
                        Names.shorten(image.toString()),
                        note);
    }

    @Override
    public String toString() {
        return title() + ": " + words();
    }
}
