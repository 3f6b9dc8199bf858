package org.cellwise.train;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.cellwise.data.Batch;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Source;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.state.History;
import org.cellwise.train.state.Position;
import org.cellwise.train.state.TrainingState;

/** The passes over training rows: which is under way, whoever runs it, and what becomes of it at its end. */
final class Passes {
    private final Step step;
    private final TrainingState state;
    private final Consumer<Progress> atEnd;
    private Source data;
    private Epoch current; // the one that rows were last learned from
    private Epoch handedOut; // the one whose batch a loop of the user's own was given last
    private Position place; // of a state that was restored, until a pass continues from there

    Passes(Step step, Consumer<Progress> atEnd) {
        this.step = step;
        this.state = step.state();
        this.atEnd = atEnd;
    }

    /** That these rows were trained on last, by the training that this one branched off from. */
    void knows(Source rows) {
        data = rows;
    }

    /** The rows trained on last; null before the first. */
    Source data() {
        return data;
    }

    /** The pass over these rows for a fit: the one that was cut, if there is one, else a new one that is yet to begin. */
    Epoch open(Source rows, int batchSize, List<Metric> metrics) {
        if (current != null && current != handedOut && current.fits(rows, batchSize, team(), metrics)) {
            return current;
        }
        Position cut = cut(rows);
        Epoch opened = make(rows, batchSize, metrics);
        if (cut != null) {
            opened.resume(cut);
        }
        abandon();
        use(opened);
        return opened;
    }

    /** Where a pass over these rows was cut, or may have been in another session; null if none was. */
    private Position cut(Source rows) {
        return current == null ? place : current.data() == rows ? current.position() : null;
    }

    private Epoch make(Source rows, int batchSize, List<Metric> metrics) {
        step.forward().check(rows);
        Sharding sharding = step.sharding();
        Source.Pass pass = sharding == null
                ? step.forward().pass(rows)
                : sharding.deal(rows).pass(batchSize);
        return new Epoch(
                rows,
                pass,
                batchSize,
                metrics,
                step.forward().meeting(),
                step.network().compute(),
                team());
    }

    private Team team() {
        return step.sharding() == null ? null : step.sharding().team();
    }

    /** Takes a pass for the one under way. */
    private void use(Epoch epoch) {
        current = epoch;
        data = epoch.data();
        place = null;
        step.at(epoch);
        if (data.preparation() != null) {
            step.network().prepare(RowEncoder.measured(data));
        }
    }

    /** Whether it is this pass that rows were last learned from, or are going to be. */
    boolean isUnderWay(Epoch epoch) {
        return epoch == current;
    }

    /** A pass for a loop of the user's own; as long as nothing is learned from it, it changes nothing. */
    Iterator<Batch> iterator(Source rows, int batchSize, List<Metric> metrics) {
        Position cut = cut(rows);
        Epoch epoch = make(rows, batchSize, metrics);
        if (cut == null || !epoch.resume(cut)) {
            if (current == null || !current.hasLearned()) {
                state.keep(null);
            }
            epoch.begin(step.order());
        }
        return new Loop(epoch);
    }

    /** A pass that has begun and is no part of training. */
    Epoch apart(Source rows, int batchSize) {
        Epoch epoch = make(rows, batchSize, List.of());
        epoch.begin(step.order());
        return epoch;
    }

    /** To be called before a step on a batch: if it is from a pass, that pass is the one under way. */
    void learns(Batch batch) {
        if (handedOut != current && handedOut != null && handedOut.awaits(batch)) {
            use(handedOut);
        }
    }

    /** To be called after the step. */
    void learned(Batch batch) {
        if (current != null && current == handedOut && current.awaits(batch)) {
            current.learned(step.forward());
        }
    }

    /** Which rows of the data a loop was given last; empty where rows have no numbers. */
    int[] rows() {
        return handedOut.rows();
    }

    /** Batches of the pass under way that were learned from. */
    int batches() {
        return current.batches();
    }

    /** Batches of the whole pass. */
    int allBatches() {
        return current.allBatches();
    }

    /** Where in an epoch training stands; null between two. */
    Position position() {
        return current == null ? place : current.position();
    }

    /** After another state was put back, which stands there; null between two epochs. */
    void moveTo(Position there) {
        abandon();
        current = null;
        handedOut = null;
        place = there;
        step.at(null);
    }

    /** What loops still hand out counts no longer. */
    private void abandon() {
        if (current != null) {
            current.abandon();
        }
        if (handedOut != null) {
            handedOut.abandon();
        }
    }

    /** Adds a pass that was run to its end to the history. */
    void addToHistory(Epoch epoch, double validationLoss, Map<String, Double> validationMetrics) {
        epoch.checkWeights();
        History history = state.history();
        history.add(new History.Epoch(
                history.size() + 1,
                epoch.loss(),
                validationLoss,
                epoch.measures().values(),
                validationMetrics,
                history.lastRate(),
                epoch.spent(0)));
        epoch.reset();
    }

    /** The batches of a pass for a loop of the user's own; at its end it is an epoch, if any rows were learned from. */
    private final class Loop implements Iterator<Batch> {
        private final Epoch epoch;
        private final long start = System.nanoTime();
        private final int before; // batches of the pass that were learned from
        private boolean ended;

        Loop(Epoch epoch) {
            this.epoch = epoch;
            before = epoch.batches();
        }

        @Override
        public boolean hasNext() {
            boolean more = !ended && epoch.hasNext();
            if (!more && !ended) {
                ended = true;
                Claim.exclusively("batches", step.network(), this::end);
            }
            return more;
        }

        @Override
        public Batch next() {
            if (ended || !epoch.hasNext()) {
                throw new NoSuchElementException("All batches of this pass are done: call batches(…) for another");
            }
            handedOut = epoch;
            return epoch.nextBatch();
        }

        private Void end() {
            boolean looked = epoch.batches() == before && before < epoch.allBatches(); // and learned from nothing
            if (looked || epoch.isAbandoned() || !epoch.hasLearned()) {
                return null;
            }
            if (!step.flush()) {
                throw new DivergedException(NonFinite.weights("The last step of this pass", step.network()));
            }
            epoch.spent((System.nanoTime() - start) * 1e-9);
            int batches = epoch.allBatches();
            addToHistory(epoch, Double.NaN, Map.of());
            int number = state.history().size();
            atEnd.accept(new Progress(
                    Progress.State.RUNNING,
                    number,
                    number,
                    number,
                    batches,
                    batches,
                    state.history().last().loss(),
                    state.history().last().seconds(),
                    state.history(),
                    ""));
            return null;
        }
    }
}
