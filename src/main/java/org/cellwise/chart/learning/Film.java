package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.Overlay;
import org.cellwise.chart.network.WeightPanels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;
import org.cellwise.train.Recording;
import org.cellwise.train.state.History;

/**
 * A film of training: the drawn network, the loss, the decision boundary over two features and the weights, moment by
 * moment, with a slider and a button to play it. Where no scripts run, the last moment stands still. At most a megabyte
 * for networks whose pictures are small enough to show twelve moments in that: moments are left out evenly until it fits.
 */
public final class Film {
    private static final int MAX_MOMENTS = 48;
    private static final int FEWEST = 12;
    private static final int MAX_BYTES = 1_000_000;

    private final String html;
    private final Picture still;
    private final String words;

    Film(String html, Picture still, String words) {
        this.html = html;
        this.still = still;
        this.words = words;
    }

    /** What was recorded: network, loss and weights. */
    public static Film of(Recording recording) {
        return of(recording, null);
    }

    /**
     * What was recorded, with the boundary between the classes of two features.
     *
     * @param data rows to show as points; null for none
     * @throws IllegalArgumentException if the data does not fit the network, or has not two features
     */
    public static Film of(Recording recording, Dataset data) {
        return of(List.of(new Reel(recording, data)));
    }

    /**
     * Two trainings side by side, moment by moment after as many epochs.
     *
     * @param data rows to show as points; null for none
     * @throws IllegalArgumentException if the data does not fit the networks, or has not two features
     */
    public static Film of(Recording left, Recording right, Dataset data) {
        List<Reel> reels = List.of(new Reel(left, data), new Reel(right, data));
        reels.get(0).share(reels.get(1));
        return of(reels);
    }

    private static Film of(List<Reel> reels) {
        List<Integer> all = reels.stream()
                .flatMap(reel -> reel.recording.moments().stream())
                .map(Recording.Moment::epochs)
                .sorted()
                .distinct()
                .toList();
        int limit = MAX_MOMENTS;
        while (true) {
            List<Integer> epochs = Frames.evenly(all, limit);
            String html = html(reels, epochs);
            if (html.length() <= MAX_BYTES || epochs.size() <= FEWEST) {
                Picture still = reels.stream()
                        .map(reel -> reel.still(epochs))
                        .reduce(Picture::beside)
                        .orElseThrow();
                return new Film(html, still, words(reels, epochs));
            }
            limit = Math.max(FEWEST, (int) (0.9 * epochs.size() * MAX_BYTES / html.length()));
        }
    }

    private static String html(List<Reel> reels, List<Integer> epochs) {
        List<List<Picture>> strips = reels.get(0).strips(epochs);
        if (reels.size() > 1) {
            List<List<Picture>> others = reels.get(1).strips(epochs);
            List<List<Picture>> both = new ArrayList<>();
            for (int i = 0; i < Math.min(strips.size(), others.size()); i++) {
                both.add(beside(strips.get(i), others.get(i)));
            }
            strips = both;
        }
        List<String> labels = epochs.stream()
                .map(epoch -> epoch == 0
                        ? "before training"
                        : "after epoch " + epoch
                                + reels.stream()
                                        .map(reel -> reel.loss(epoch))
                                        .collect(Collectors.joining(" and", ", loss", "")))
                .toList();
        return new FilmPage(strips, labels).html();
    }

    private static List<Picture> beside(List<Picture> left, List<Picture> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).beside(right.get(i)))
                .toList();
    }

    private static String words(List<Reel> reels, List<Integer> epochs) {
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        String span = epochs.size() == 1
                ? "1 moment, at epoch " + last
                : "%s moments, from epoch %s to %s".formatted(epochs.size(), first, last);
        return "Film of %s in %s: network, loss, %sweights"
                .formatted(
                        reels.size() == 1 ? "training" : "two trainings side by side",
                        span,
                        reels.get(0).data == null ? "" : "boundary, ");
    }

    /** A page's part that needs nothing from elsewhere. */
    public String html() {
        return html;
    }

    /** The network at the last moment. */
    public Picture still() {
        return still;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return words;
    }

    /** Draws the pictures of each moment, on scales that stay the same throughout. */
    private static final class Reel {
        private final Recording recording;
        private final Dataset data;
        private final Network network; // a copy that takes on the weights of each moment
        private final History history;
        private double widest;
        private double deepest;

        Reel(Recording recording, Dataset data) {
            Given.require(recording, "film", "a recording, as recording(trainer) begins it");
            this.recording = recording;
            this.data = data;
            this.network = recording.network().copy();
            this.history = recording.trainer().history();
            double lines = 0;
            double colors = 0;
            for (Recording.Moment moment : recording.moments()) {
                lines = Math.max(lines, drawing(moment).limit());
                colors = Math.max(colors, hasWeights() ? panels(moment, 0).limit() : 0);
            }
            widest = lines;
            deepest = colors;
        }

        private boolean hasWeights() {
            return network.parameters().list().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT);
        }

        private NetworkDrawing drawing(Recording.Moment moment) {
            return NetworkDrawing.of(network, moment.values(), Overlay.NONE);
        }

        private WeightPanels panels(Recording.Moment moment, double limit) {
            return WeightPanels.of("Weights", network.matrices(moment.values()), limit);
        }

        private Network at(Recording.Moment moment) {
            System.arraycopy(moment.values(), 0, network.parameters().values(), 0, moment.values().length);
            return network;
        }

        /** Has both drawn on the wider of their scales. */
        void share(Reel other) {
            widest = Math.max(widest, other.widest);
            deepest = Math.max(deepest, other.deepest);
            other.widest = widest;
            other.deepest = deepest;
        }

        /** The last moment that is not after so many epochs; the first where all are. */
        private Recording.Moment at(int epochs) {
            List<Recording.Moment> all = recording.moments();
            return all.stream()
                    .filter(moment -> moment.epochs() <= epochs)
                    .reduce((a, b) -> b)
                    .orElse(all.get(0));
        }

        Picture still(List<Integer> epochs) {
            return drawing(at(epochs.get(epochs.size() - 1))).widest(widest).picture();
        }

        /** For each kind of picture one for each moment. */
        List<List<Picture>> strips(List<Integer> epochs) {
            List<BiFunction<Recording.Moment, Network, Picture>> pictures = new ArrayList<>();
            pictures.add((moment, net) -> drawing(moment).widest(widest).picture());
            if (history.size() > 0) {
                pictures.add((moment, net) -> LossMoment.picture(history, moment.epochs()));
            }
            if (data != null) {
                pictures.add((moment, net) -> Boundary.of(net, data).picture());
            }
            if (hasWeights()) {
                pictures.add((moment, net) -> panels(moment, deepest).picture());
            }
            List<Recording.Moment> moments = epochs.stream().map(this::at).toList();
            return pictures.stream()
                    .map(picture -> moments.stream()
                            .map(moment -> picture.apply(moment, at(moment)))
                            .toList())
                    .toList();
        }

        /** That of the epoch that ended then. */
        private String loss(int epochs) {
            int last = Math.min(epochs, history.size());
            return last == 0
                    ? " -"
                    : " " + Numbers.significant(history.epochs().get(last - 1).loss(), 3);
        }
    }
}
