package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.cellwise.chart.learning.LiveCurve;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;
import org.cellwise.text.Numbers;
import org.cellwise.train.Progress;
import org.cellwise.train.state.History;

/** One frame of the live view of training: a sentence of numbers above a bar and the loss curve. */
final class Frame {
    private static final int ROOM = 50; // epochs that an axis has at least, if so many are asked for

    private static final double SETTLED = 3; // seconds; before, the code that trains is not compiled yet

    private Frame() {}

    static MimeBundle of(Progress progress) {
        String head = head(progress);
        String rest = rest(progress);
        String html = "<div><b>%s</b>%s</div>%s"
                .formatted(Markup.text(head), Markup.text(rest), image(progress, head + rest));
        return MimeBundle.html(html, head + rest);
    }

    // none where it would stay without a curve
    private static String image(Progress progress, String words) {
        if (progress.state() != Progress.State.RUNNING && progress.history().size() == 0 && !isUnderWay(progress)) {
            return "";
        }
        Picture drawn = picture(progress);
        return MimeBundle.image(drawn.described(drawn.title(), words));
    }

    private static String head(Progress progress) {
        String batch = " at epoch %s, batch %s of %s".formatted(progress.epoch(), progress.batch(), progress.batches());
        return switch (progress.state()) {
            case RUNNING -> "Epoch " + progress.epoch() + " of " + progress.lastEpoch();
            case FINISHED -> "Trained " + epochs(progress);
            case STOPPED_EARLY -> "Stopped early after epoch " + progress.epoch();
            case INTERRUPTED -> "Interrupted" + batch;
            case DIVERGED -> "Diverged" + batch;
            case FAILED -> "Failed" + batch;
        };
    }

    private static String rest(Progress progress) {
        String reason = switch (progress.state()) {
            case INTERRUPTED -> "run fit again to continue";
            case DIVERGED, FAILED -> "the error below says why"; // fit throws it
            default -> progress.message().strip();
        };
        String details = String.join(", ", details(progress));
        return (reason.isEmpty() ? "" : ": " + reason) + (details.isEmpty() ? "" : " — " + details);
    }

    private static String epochs(Progress progress) {
        int first = progress.firstEpoch();
        int last = progress.epoch();
        return first == last ? "epoch " + last : "epochs " + first + " to " + last;
    }

    private static List<String> details(Progress progress) {
        List<String> parts = new ArrayList<>();
        boolean running = progress.state() == Progress.State.RUNNING;
        if (running && progress.batches() > 1) {
            parts.add("batch " + progress.batch() + " of " + progress.batches());
        }
        boolean underWay = isUnderWay(progress);
        if (underWay) {
            parts.add("loss " + number(progress.loss()));
        }
        if (progress.history().size() > 0) {
            addEpoch(parts, progress.history().last(), underWay);
        }
        boolean known = progress.seconds() >= SETTLED && !Double.isNaN(progress.secondsLeft());
        if (running && known) {
            parts.add("about " + Numbers.duration(progress.secondsLeft()) + " left");
        } else if (!running) {
            parts.add(Numbers.duration(progress.seconds()));
        }
        return parts;
    }

    private static void addEpoch(List<String> parts, History.Epoch epoch, boolean underWay) {
        String of = underWay ? "epoch " + epoch.number() + ": " : "";
        parts.add(of + "loss " + number(epoch.loss()));
        if (!Double.isNaN(epoch.validationLoss())) {
            parts.add("validation loss " + number(epoch.validationLoss()));
        }
        epoch.metrics().forEach((name, value) -> parts.add(name + " " + number(value)));
        epoch.validationMetrics().forEach((name, value) -> parts.add("validation " + name + " " + number(value)));
    }

    private static Picture picture(Progress progress) {
        History history = progress.history();
        LiveCurve curve = withMetric(LiveCurve.of(history.loss(), history.validationLoss()), history);
        if (isUnderWay(progress) && progress.batches() > 0) {
            double part = (double) progress.batch() / progress.batches();
            curve = curve.now(progress.epoch() - 1 + part, progress.loss());
        }
        return switch (progress.state()) {
            case RUNNING ->
                curve.until(axisEnd(progress)).done(progress.fraction()).picture();
            case INTERRUPTED, DIVERGED, FAILED ->
                curve.until(progress.epoch()).done(progress.fraction()).picture();
            case FINISHED, STOPPED_EARLY -> curve.picture();
        };
    }

    // the first one measured; there is no room for more
    private static LiveCurve withMetric(LiveCurve curve, History history) {
        Iterator<String> names = history.size() == 0
                ? Collections.emptyIterator()
                : history.last().metrics().keySet().iterator();
        if (!names.hasNext()) {
            return curve;
        }
        String name = names.next();
        return curve.metric(
                name,
                column(history, epoch -> epoch.metrics().get(name)),
                column(history, epoch -> epoch.validationMetrics().get(name)));
    }

    private static double[] column(History history, Function<History.Epoch, Double> value) {
        return history.epochs().stream()
                .map(value)
                .mapToDouble(number -> number == null ? Double.NaN : number)
                .toArray();
    }

    private static boolean isUnderWay(Progress progress) {
        return progress.history().size() < progress.epoch() && !Double.isNaN(progress.loss());
    }

    // a curve of ten epochs on an axis of ten thousand would be a dot: the axis grows by doubling
    private static int axisEnd(Progress progress) {
        int end = ROOM;
        while (end < progress.epoch()) {
            end *= 2;
        }
        return Math.min(end, progress.lastEpoch());
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
