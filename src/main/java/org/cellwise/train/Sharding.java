package org.cellwise.train;

import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.ShardedPass;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.metric.Measures;

/**
 * Computes the gradients of a batch shard by shard, each from the same weights and with random numbers of its own, so that
 * a shard may as well be computed elsewhere. What layers measure, such as running means, becomes the mean of what it would
 * become by each shard.
 */
final class Sharding {
    private static final int NUMBERS = 3; // Σ wᵢ lᵢ, Σ wᵢ and how many rows, of a shard

    private final Network network;
    private final Team team;
    private final List<Parameter> measured;
    private final double[][] own;
    private Batch part;
    private float[] held = {}; // gradients gathered before
    private float[] before = {}; // what layers measured before
    private ShardedRows dealt; // of what it was made for last
    private ShardedRows watched;

    Sharding(Network network, Team team) {
        this.network = network;
        this.team = team;
        own = new double[team.end() - team.first()][NUMBERS];
        measured = network.parameters().list().stream()
                .filter(p -> p.role() == Parameter.Role.STATE)
                .toList();
    }

    Team team() {
        return team;
    }

    /**
     * The rows dealt out to the shards.
     *
     * @throws IllegalArgumentException if they are not in memory
     */
    ShardedRows deal(Source data) {
        if (data instanceof ShardedRows rows) {
            return rows;
        }
        for (ShardedRows known : new ShardedRows[] {dealt, watched}) {
            if (known != null && known.own() == data) {
                return known;
            }
        }
        if (!(data instanceof Dataset rows)) {
            throw new IllegalArgumentException(
                    "shards(" + team.shards() + ") expects a dataset, whose rows are in memory, to deal"
                            + " them out, but got " + data + ": make a dataset of it, or train with shards(1)");
        }
        watched = dealt;
        dealt = ShardedRows.of(rows, team.shards());
        return dealt;
    }

    /**
     * Adds Σ wᵢ ∇lᵢ of a batch to the gradients of the network; the pass then has the sums of all shards.
     * Nothing is added if a loss is not finite.
     *
     * @param epoch that measures outputs; null for none
     * @param adds whether gradients were gathered before
     */
    void run(Batch batch, Forward forward, Epoch epoch, boolean adds) {
        float[] gradients = network.parameters().gradients();
        if (adds) {
            held = held.length == gradients.length ? held : new float[gradients.length];
            System.arraycopy(gradients, 0, held, 0, gradients.length);
            Arrays.fill(gradients, 0);
        }
        int[] rows = batch.parts() != null ? batch.parts() : even(batch.count());
        SeededRandom random = forward.random();
        long seed = random.nextLong();
        long after = random.state();
        keepMeasured();
        int at = 0;
        for (int i = 0; i < own.length; i++) {
            random.restore(ShardedPass.ofShard(seed, team.first() + i).state());
            run(take(batch, at, rows[i]), forward, epoch, i);
            team.add(team.first() + i, gradients);
            Arrays.fill(gradients, 0);
            at += rows[i];
        }
        random.restore(after);
        sum(team.gather(own, gradients), forward, gradients);
        if (adds) {
            network.compute().math().axpy(gradients.length, 1, held, 0, gradients, 0);
        }
    }

    private void run(Batch shard, Forward forward, Epoch epoch, int i) {
        Arrays.fill(own[i], 0);
        if (shard.count() == 0) {
            return;
        }
        forward.run(shard);
        own[i][0] = forward.lossSum();
        own[i][1] = forward.weightSum();
        own[i][2] = shard.count();
        if (forward.weightSum() > 0 && Float.isFinite((float) forward.mean())) {
            forward.backward(1);
        }
        if (epoch != null && Float.isFinite((float) forward.mean())) {
            epoch.measure(i, forward, shard);
        }
        float[] gradients = network.parameters().gradients();
        float[] values = network.parameters().values();
        int at = 0;
        for (Parameter p : measured) {
            for (int j = p.offset(); j < p.offset() + p.size(); j++) {
                gradients[j] = values[j] - before[at];
                values[j] = before[at++];
            }
        }
    }

    private void keepMeasured() {
        int size = measured.stream().mapToInt(Parameter::size).sum();
        before = before.length == size ? before : new float[size];
        int at = 0;
        for (Parameter p : measured) {
            System.arraycopy(network.parameters().values(), p.offset(), before, at, p.size());
            at += p.size();
        }
    }

    private void sum(double[][] all, Forward forward, float... gradients) {
        double lossSum = 0;
        double weightSum = 0;
        int shards = 0;
        for (double[] one : all) {
            lossSum += one[0];
            weightSum += one[1];
            shards += one[2] > 0 ? 1 : 0;
        }
        forward.sums(lossSum, weightSum);
        if (!Float.isFinite((float) forward.mean())) {
            Arrays.fill(gradients, 0);
            return;
        }
        float[] values = network.parameters().values();
        for (Parameter p : measured) {
            for (int j = p.offset(); j < p.offset() + p.size(); j++) {
                values[j] += gradients[j] / Math.max(1, shards);
                gradients[j] = 0;
            }
        }
    }

    /**
     * Adds what all shards have measured, in their order.
     *
     * @param own of the shards computed here
     */
    static void gather(Team team, Measures[] own, Measures all) {
        double[][] packed = Arrays.stream(own).map(Measures::packed).toArray(double[][]::new);
        for (double[] shard : team.gather(packed, null)) {
            all.addPacked(shard);
        }
    }

    /** The rows of a shard as a batch. */
    private Batch take(Batch batch, int first, int rows) {
        if (part == null || part.capacity() < rows || part.schema() != batch.schema()) {
            part = new Batch(batch.schema(), Math.max(1, Math.max(rows, batch.capacity() / own.length + 1)));
        }
        part.takeRows(batch, first, rows);
        return part;
    }

    /** Rows of each shard of a batch that comes from no pass in shards. */
    private int[] even(int rows) {
        int shards = team.shards();
        if (own.length < shards) {
            throw new IllegalStateException(
                    "A batch of a loop of your own is all here, but its shards are computed on several"
                            + " machines: use fit");
        }
        int[] each = new int[shards];
        Arrays.setAll(each, i -> (int) ((long) rows * (i + 1) / shards - (long) rows * i / shards));
        return each;
    }

    /** A trainer that computes all shards by itself, one after another. */
    static final class Alone implements Team {
        private final int shards;
        private final Compute compute;
        private float[] total = {};

        Alone(int shards, Compute compute) {
            this.shards = shards;
            this.compute = compute;
        }

        @Override
        public int shards() {
            return shards;
        }

        @Override
        public int first() {
            return 0;
        }

        @Override
        public int end() {
            return shards;
        }

        @Override
        public void add(int shard, float[] sums) {
            if (total.length != sums.length) {
                total = new float[sums.length];
            }
            if (shard == 0) {
                System.arraycopy(sums, 0, total, 0, sums.length);
            } else {
                compute.math().axpy(sums.length, 1, sums, 0, total, 0);
            }
        }

        @Override
        public double[][] gather(double[][] own, float[] sums) {
            if (sums != null) {
                System.arraycopy(total, 0, sums, 0, sums.length);
                Arrays.fill(total, 0);
            }
            return own;
        }

        @Override
        public boolean stops(boolean asked) {
            return asked;
        }
    }
}
