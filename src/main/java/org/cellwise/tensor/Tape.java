package org.cellwise.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;

/**
 * Records ops in order as they run, so that {@link #backward} can walk them in reverse. It owns activations and their
 * gradients: {@link #rewind} starts the next step and hands the same buffers out again by position, so that training
 * allocates nothing once warm. A tape belongs to one thread.
 */
public final class Tape {
    /** What a tape is for. */
    public enum Mode {
        /** Ops run as in training, and gradients can follow. */
        TRAIN,
        /** Ops run as in prediction (no dropout, running means), without gradients. */
        PREDICT,
        /**
         * As {@link #PREDICT}, but numbers within layers are gone once the next layer is done, so that memory does not grow
         * with the number of layers: only what comes out at the end, and what layers keep for others, stays.
         */
        OUTPUTS,
        /** Ops run as in prediction, and gradients can follow: how outputs depend on inputs or weights. */
        EXPLAIN,
        /** Nothing runs: only shapes are worked out, to find mistakes while a network is built. */
        SHAPES
    }

    private final Mode mode;
    private final Compute compute;
    private final SeededRandom random;
    private final List<Buffers> buffers = new ArrayList<>();
    /** What nodes share where only outputs stay; null in other modes. */
    private final Pool pool;

    /**
     * What the current step recorded and what the one before did. Steps take turns, so that a tensor kept from the step
     * before is never taken for one of the current step, while both use the same buffers.
     */
    private final Recorded[] records = {new Recorded(), new Recorded()};

    private Recorded now = records[0];
    private final ParameterTensors parameters = new ParameterTensors(this);
    private int step;
    private boolean learns;
    private Tracer tracer;
    private Past past;
    private Object[] keys = new Object[0];
    private Tensor[] kept = new Tensor[0];
    private int keptCount;
    private final BackwardPass back;

    /** Nodes and inputs of one step, in order. */
    private static final class Recorded {
        private Node[] nodes = new Node[0];
        private final List<Tensor> inputs = new ArrayList<>();
        private int nodeCount;
        private int inputCount;
    }

    public Tape(Mode mode, Compute compute, SeededRandom random) {
        this.mode = mode;
        this.compute = compute;
        this.random = random;
        pool = mode == Mode.OUTPUTS ? new Pool() : null;
        back = new BackwardPass(compute);
    }

    /** A tape that only works out shapes. */
    public static Tape shapes() {
        return new Tape(Mode.SHAPES, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));
    }

    /** Whether ops run as in training: they drop out, and measure means. */
    public boolean training() {
        return mode == Mode.TRAIN;
    }

    /** Whether gradients can follow. */
    public boolean differentiates() {
        return mode == Mode.TRAIN || mode == Mode.EXPLAIN;
    }

    /** Whether nothing runs, and only shapes are worked out. */
    public boolean hasShapesOnly() {
        return mode == Mode.SHAPES;
    }

    public Compute compute() {
        return compute;
    }

    public SeededRandom random() {
        return random;
    }

    /**
     * Has a tracer follow all that runs from now on; null for none.
     *
     * @throws IllegalStateException if the tape keeps nothing but outputs
     */
    public void trace(Tracer follower) {
        if (mode == Mode.OUTPUTS) {
            throw new IllegalStateException("A tracer expects a tape that keeps what it sees, but this one is in mode "
                    + mode + ": take one in mode " + Mode.PREDICT);
        }
        tracer = follower;
    }

    /** Who follows what runs; null as a rule. */
    public Tracer tracer() {
        return tracer;
    }

    /** Has what runs from now on continue a sequence; null for sequences of their own. */
    public void follow(Past before) {
        past = before;
    }

    /** What went before the sequence under way; null as a rule. */
    public Past past() {
        return past;
    }

    /** Has layers further on find a tensor of this step, such as a mask, by a key of one's own. */
    public void keep(Object key, Tensor tensor) {
        if (keptCount == keys.length) {
            keys = Arrays.copyOf(keys, keptCount + 4);
            kept = Arrays.copyOf(kept, keptCount + 4);
        }
        keys[keptCount] = key;
        kept[keptCount++] = tensor;
    }

    /** The tensor that was kept last by a key in this step, or null. */
    public Tensor kept(Object key) {
        for (int i = keptCount - 1; i >= 0; i--) {
            if (keys[i] == key) {
                return kept[i];
            }
        }
        return null;
    }

    /** How many ops have run in this step. */
    public int mark() {
        return now.nodeCount;
    }

    /**
     * In mode {@link Mode#OUTPUTS} gives back the numbers that ops since a mark put out, but for one tensor and for what is
     * {@linkplain #keep kept}; what reads the others afterwards is refused. In other modes nothing happens.
     */
    public void release(int mark, Tensor but) {
        if (pool == null) {
            return;
        }
        for (int i = now.nodeCount - 1; i >= mark; i--) {
            Tensor output = now.nodes[i].output();
            if (output != but && !output.isStale() && !isKept(output)) {
                pool.give(output.data());
                output.expire();
            }
        }
    }

    private boolean isKept(Tensor tensor) {
        for (int i = 0; i < keptCount; i++) {
            if (kept[i] == tensor) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what was recorded; buffers are kept for the next step. */
    public void rewind() {
        if (pool != null) {
            pool.giveAll();
        }
        step++;
        now = records[step & 1];
        now.nodeCount = 0;
        now.inputCount = 0;
        keptCount = 0;
        learns = false;
    }

    /** Number of the current step. */
    int step() {
        return step;
    }

    /** Numbers from outside, read in place: {@code data} must stay as it is until the tape is rewound. */
    public Tensor input(Shape shape, float[] data) {
        return input(shape, data, null);
    }

    /** An input whose gradient is wanted too: backward adds to {@code gradient}. */
    public Tensor input(Shape shape, float[] data, float[] gradient) {
        if (now.inputCount == now.inputs.size()) {
            now.inputs.add(new Tensor(this));
        }
        Tensor tensor = now.inputs.get(now.inputCount++);
        Shape same = shape.equals(tensor.shape()) ? tensor.shape() : shape;
        boolean withGradient = gradient != null && differentiates();
        tensor.borrow(same, data, gradient, 0, withGradient);
        learns |= withGradient;
        return tensor;
    }

    /**
     * A parameter of {@code owner} as a tensor: reads the live values, and backward adds to the live gradients. Several
     * networks may be on one tape.
     */
    public Tensor parameter(Parameters owner, Parameter parameter) {
        if (parameter.owner() != owner) {
            throw new IllegalArgumentException("A tape expects a parameter with the parameters it belongs to, but "
                    + parameter + " belongs to another network");
        }
        Tensor tensor = parameters.of(owner, parameter.index());
        boolean withGradient = differentiates() && parameter.trainable();
        tensor.borrow(
                parameter.shape(),
                owner.values(),
                withGradient ? owner.gradients() : null,
                parameter.offset(),
                withGradient);
        learns |= withGradient;
        return tensor;
    }

    /** Runs an op of one input and records it. */
    public Tensor apply(Op op, Tensor a) {
        return apply(op, a, null, null);
    }

    /** Runs an op of two inputs and records it. */
    public Tensor apply(Op op, Tensor a, Tensor b) {
        return apply(op, a, b, null);
    }

    /** Runs an op of one to three inputs (null from the first that is missing) and records it. */
    public Tensor apply(Op op, Tensor a, Tensor b, Tensor c) {
        return apply(op, a, b, c, null, null);
    }

    /**
     * Runs an op of one to five inputs (null from the first that is missing) and records it. What fails is not recorded.
     *
     * @throws IllegalArgumentException if shapes do not fit, or an input is on another tape or kept from before a rewind
     */
    public Tensor apply(Op op, Tensor a, Tensor b, Tensor c, Tensor d, Tensor e) {
        check(op, a);
        check(op, b);
        check(op, c);
        check(op, d);
        check(op, e);
        Node node = nextNode();
        if (node.matches(op, a, b, c, d, e)) {
            return run(op, node);
        }
        if (e != null) {
            node.propose(a, b, c, d, e);
        } else if (d != null) {
            node.propose(a, b, c, d);
        } else if (c != null) {
            node.propose(a, b, c);
        } else if (b != null) {
            node.propose(a, b);
        } else {
            node.propose(a);
        }
        node.accept(op, op.shape(node));
        return run(op, node);
    }

    private void check(Op op, Tensor input) {
        if (input != null && !input.isOf(this, step)) {
            refuse(op.name(), input);
        }
    }

    private void refuse(String who, Tensor input) {
        String what = "expects tensors of the current step of its tape, but got one of shape " + input.shape();
        throw new IllegalArgumentException(
                input.tape() != this
                        ? who + " " + what
                                + " from another tape: take its numbers with values() and put them on this tape"
                                + " with input(…)"
                        : who + " " + what
                                + " that was kept from before a rewind, or from within a layer that has ended: compute"
                                + " it anew in each step, or copy its numbers with values() and put them back with"
                                + " input(…)");
    }

    private Node nextNode() {
        if (now.nodeCount == now.nodes.length) {
            now.nodes = Arrays.copyOf(now.nodes, 2 * now.nodeCount + 8);
        }
        if (now.nodes[now.nodeCount] == null) {
            now.nodes[now.nodeCount] = new Node(this, pool == null ? buffers(now.nodeCount) : pool.scratch());
        }
        return now.nodes[now.nodeCount];
    }

    private Buffers buffers(int position) {
        if (position == buffers.size()) {
            buffers.add(new Buffers());
        }
        return buffers.get(position);
    }

    private Tensor run(Op op, Node node) {
        boolean withGradient = differentiates() && node.anyInputNeedsGradient();
        node.makeOutput(mode != Mode.SHAPES, pool, withGradient, mode == Mode.EXPLAIN || tracer != null);
        if (mode != Mode.SHAPES) {
            op.forward(node);
        }
        now.nodeCount++;
        if (tracer != null) {
            tracer.ran(node);
        }
        return node.output();
    }

    /**
     * Back-propagation: from {@code loss}, a single number, to every parameter and input that needs a gradient. Adds to
     * the gradients of parameters, so that several backward passes accumulate.
     *
     * @throws IllegalArgumentException if something could learn, but not from this loss
     */
    public void backward(Tensor loss) {
        loss.single();
        backward(loss, null);
    }

    /**
     * Back-propagation from a tensor of any shape. Does nothing where everything is frozen.
     *
     * @param upstream how much each of its numbers counts; null counts each as 1
     * @throws IllegalArgumentException if something could learn, but not from this tensor
     */
    public void backward(Tensor output, float[] upstream) {
        if (!differentiates()) {
            throw new IllegalStateException(
                    "backward expects a tape in mode TRAIN or EXPLAIN, but this one is in mode " + mode);
        }
        if (output.tape() != this || output.isStale()) {
            refuse("backward", output);
        }
        if (upstream != null && upstream.length != output.size()) {
            throw new IllegalArgumentException("backward expects one upstream number for each of the " + output.size()
                    + " of the output, but got " + upstream.length);
        }
        if (!output.needsGradient()) {
            if (learns) {
                throw new IllegalArgumentException("backward expects a loss that depends on what is to learn, but no"
                        + " trainable parameter leads to this one, so nothing would be learned from it: compute the loss"
                        + " from the outputs of the network, by ops");
            }
            return; // everything is frozen
        }
        back.run(now.nodes, now.nodeCount, output, upstream);
    }
}
