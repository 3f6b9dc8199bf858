package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.Overlay;
import org.cellwise.chart.network.WeightPanels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
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
        List<Recording.Moment> all = recording.moments();
        Reel reel = new Reel(recording, data);
        int limit = MAX_MOMENTS;
        while (true) {
            List<Recording.Moment> moments = Frames.evenly(all, limit);
            String html = reel.html(moments);
            if (html.length() <= MAX_BYTES || moments.size() <= FEWEST) {
                return new Film(html, reel.still(moments), reel.words(moments));
            }
            limit = Math.max(FEWEST, (int) (0.9 * moments.size() * MAX_BYTES / html.length()));
        }
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
        private final double widest;
        private final double deepest;

        Reel(Recording recording, Dataset data) {
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

        Picture still(List<Recording.Moment> moments) {
            Recording.Moment last = moments.get(moments.size() - 1);
            return drawing(last).widest(widest).picture();
        }

        String words(List<Recording.Moment> moments) {
            int first = moments.get(0).epochs();
            int last = moments.get(moments.size() - 1).epochs();
            String span = moments.size() == 1
                    ? "1 moment, at epoch " + last
                    : "%s moments, from epoch %s to %s".formatted(moments.size(), first, last);
            return "Film of training in %s: network, loss, %sweights".formatted(span, data == null ? "" : "boundary, ");
        }

        String html(List<Recording.Moment> moments) {
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
            List<List<Picture>> strips = pictures.stream()
                    .map(picture -> moments.stream()
                            .map(moment -> picture.apply(moment, at(moment)))
                            .toList())
                    .toList();
            return new FilmPage(strips, moments.stream().map(this::label).toList()).html();
        }

        private String label(Recording.Moment moment) {
            String epoch = "after epoch " + moment.epochs();
            if (moment.epochs() == 0) {
                return "before training";
            }
            History.Epoch measured = history.epochs().get(moment.epochs() - 1);
            return epoch + ", loss " + Numbers.significant(measured.loss(), 3);
        }
    }
}
