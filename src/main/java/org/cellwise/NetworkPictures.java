package org.cellwise;

import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.learning.Film;
import org.cellwise.chart.learning.Histograms;
import org.cellwise.chart.network.AttentionMaps;
import org.cellwise.chart.network.BlueprintDrawing;
import org.cellwise.chart.network.LogitLensDrawing;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.PatchAttentionMaps;
import org.cellwise.chart.network.SizesDrawing;
import org.cellwise.chart.network.TokenMapDrawing;
import org.cellwise.chart.network.WeightImages;
import org.cellwise.chart.network.WeightPanels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.data.Dataset;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.insight.AttentionMap;
import org.cellwise.insight.GradientFlow;
import org.cellwise.insight.LogitLens;
import org.cellwise.insight.PatchAttention;
import org.cellwise.insight.TokenMap;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;

/** Pictures of networks: the drawing, weights, activations, gradients, recordings. */
abstract class NetworkPictures extends DataPictures {
    NetworkPictures() {}

    /**
     * The network as the textbook draws it, with the weights that it has now: {@code draw(net)}; with
     * {@code draw(net).interactive()} each weight shows where the reader hovers.
     */
    public static Picture draw(Network network) {
        return NetworkDrawing.of(network).picture();
    }

    /** A plan as squares, each as large as the parameters of its layer: {@code draw(gpt2())}. */
    public static Picture draw(Blueprint blueprint) {
        return BlueprintDrawing.of(blueprint).picture();
    }

    /**
     * How much larger one network is than another, as squares in squares: {@code sizes(blueprint("mine", net), vitL16(),
     * gpt3())}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 networks or more than 8
     */
    public static Picture sizes(Blueprint... networks) {
        return SizesDrawing.of(networks).picture();
    }

    /**
     * What each place takes from each other in every head of attention, for one row of inputs: {@code
     * attention(network(inputs(4, 8), transformerBlock(2, 16)), new double[32])}.
     *
     * @throws IllegalArgumentException if the network has no attention
     */
    public static Picture attention(Network network, double... row) {
        return AttentionMaps.of(AttentionMap.of(network, row), List.of()).picture();
    }

    /**
     * {@link #attention(Network, double...)} for a text: {@code attention(network(gpt(5, 8, 1, 2, 8)), characters("to be"),
     * "to be")}.
     *
     * @throws IllegalArgumentException if the network has no attention, or the text is longer than it reads
     */
    public static Picture attention(Network network, Tokenizer tokenizer, String text) {
        List<String> names = Given.require(tokenizer, "attention", "a tokenizer, such as characters(text)")
                .names();
        List<String> tokens =
                Arrays.stream(tokenizer.encode(text)).mapToObj(names::get).toList();
        return AttentionMaps.of(AttentionMap.of(network, tokenizer, text), tokens)
                .picture();
    }

    /**
     * What each head of attention takes from the squares of an image: {@code patchAttention(network(inputs(1, 8, 8),
     * patchEmbedding(2, 8), positions(), transformerBlock(2, 16)), new double[64])}.
     *
     * @throws IllegalArgumentException if the network does not read images, or has no attention over squares of them
     */
    public static Picture patchAttention(Network network, double... image) {
        return PatchAttentionMaps.of(PatchAttention.of(network, image), network.inputShape(), image)
                .picture();
    }

    /**
     * What a network would say next at each place of a text if it stopped after each of its blocks: {@code
     * logitLens(network(gpt(5, 8, 2, 2, 8)), characters("to be"), "to be")}.
     *
     * @throws IllegalArgumentException if the network has no blocks or does not predict the tokens, or the text is empty or
     *     longer than it reads
     */
    public static Picture logitLens(Network network, Tokenizer tokenizer, String text) {
        return LogitLensDrawing.of(LogitLens.of(network, tokenizer, text)).picture();
    }

    /**
     * The tokens in the plane in which their embeddings spread most: {@code tokenMap(network(gpt(5, 8, 1, 2, 8)),
     * characters("to be"))}.
     *
     * @throws IllegalArgumentException if the network has no embedding of the tokens
     */
    public static Picture tokenMap(Network network, Tokenizer tokenizer) {
        return TokenMapDrawing.of(TokenMap.of(network, tokenizer)).picture();
    }

    /**
     * The drawn network with the activation of every unit for one row of inputs: {@code activations(net, 0.5, -1)}.
     *
     * @throws IllegalArgumentException if the row does not fit the network
     */
    public static Picture activations(Network network, double... row) {
        return NetworkDrawing.activations(network, row).picture();
    }

    /** All weight matrices of a network beside one another, on one scale: {@code weights(net)}. */
    public static Picture weights(Network network) {
        return WeightPanels.of(network).picture();
    }

    /**
     * What each unit of the first layer looks for in images, here of 8 x 8 pixels: {@code weightImages(network(inputs(64),
     * dense(10)), 8, 8)}; without a size where the network reads images.
     *
     * @throws IllegalArgumentException if the first layer is of another kind, or has not a weight for each pixel
     */
    public static Picture weightImages(Network network, int... size) {
        return WeightImages.of(network, size).picture();
    }

    /**
     * The drawn network with gradients on its lines, their size below each layer, and units in grey that are flat on a
     * few hundred of the rows: {@code gradientFlow(trainer, split.train())}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     * @throws org.cellwise.train.DivergedException if the loss of these rows is not finite
     */
    public static Picture gradientFlow(Trainer trainer, Dataset data) {
        return NetworkDrawing.of(GradientFlow.of(trainer, data)).picture();
    }

    /**
     * The gradients of all weight matrices on a few hundred of the rows: {@code gradients(trainer, split.train())}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     * @throws org.cellwise.train.DivergedException if the loss of these rows is not finite
     */
    public static Picture gradients(Trainer trainer, Dataset data) {
        return WeightPanels.of(GradientFlow.of(trainer, data)).picture();
    }

    /** Keeps the weights as they change, for histograms and films; say so before you train: {@code recording(trainer)}. */
    public static Recording recording(Trainer trainer) {
        return Recording.of(trainer);
    }

    /**
     * How the weights of each layer spread as the network learned: {@code histograms(recording(trainer))}.
     *
     * @throws IllegalArgumentException if the network has no weights
     */
    public static Picture histograms(Recording recording) {
        return Histograms.of(recording).picture();
    }

    /** A film of what was recorded, with a slider and a play button: network, loss and weights: {@code film(recording(trainer))}. */
    public static Film film(Recording recording) {
        return Film.of(recording);
    }

    /**
     * Two trainings side by side, such as a training and its branch: {@code film(recording(trainer), recording(trainer.branch()))}.
     * What was recorded after as many epochs stands beside each other.
     */
    public static Film film(Recording left, Recording right) {
        return Film.of(left, right, null);
    }

    /**
     * The same with the decision boundaries over two features: {@code film(recording(trainer), recording(trainer.branch()),
     * split.train())}.
     *
     * @throws IllegalArgumentException if the data does not fit the networks, or has not two features
     */
    public static Film film(Recording left, Recording right, Dataset data) {
        return Film.of(left, right, data);
    }

    /**
     * The same with the decision boundary over two features: {@code film(recording(trainer), split.train())}.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or has not two features
     */
    public static Film film(Recording recording, Dataset data) {
        return Film.of(recording, data);
    }
}
