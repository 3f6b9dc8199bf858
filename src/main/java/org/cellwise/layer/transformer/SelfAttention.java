package org.cellwise.layer.transformer;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.layer.dense.Adapter;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Past;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Lets each place of a sequence gather from all places what its query matches (Vaswani et al., 2017): softmax(Q Kᵀ / √d) V
 * in several heads, between two dense maps. Input (length, width), output the same. Parameters: {@code in.weight} (width,
 * width + 2 groups · d) with queries, keys and values side by side, {@code in.bias}, {@code out.weight} (width, width),
 * {@code out.bias}. Places that {@code masking()} left out are not seen.
 *
 * @param heads how many, each d = width / heads wide
 * @param groups of heads that share keys and values; as many as heads for none (Ainslie et al., 2023)
 * @param causal whether a place sees only itself and those before it
 * @param rotaryBase base of the angles by which places turn queries and keys (Su et al., 2021); 0 for none
 * @param dropout share of the weights that training sets to 0
 * @param biased whether biases are added
 * @param adapter weights of low rank beside both maps; null for none
 */
public record SelfAttention(
        int heads, int groups, boolean causal, double rotaryBase, double dropout, boolean biased, Adapter adapter)
        implements Layer {
    private static final double ROTARY = 10_000; // as in the paper, and in Llama
    private static final int WIDEST = Integer.MAX_VALUE / 3;

    public SelfAttention {
        if (heads < 1) {
            throw new IllegalArgumentException("selfAttention expects at least 1 head, but got " + heads);
        }
        if (groups < 1 || heads % groups != 0) {
            throw new IllegalArgumentException("selfAttention expects groups that its " + heads
                    + " heads share evenly, but got " + groups + ": choose a divisor of " + heads);
        }
        if (rotaryBase != 0 && !(rotaryBase > 1 && Double.isFinite(rotaryBase))) {
            throw new IllegalArgumentException(
                    "selfAttention expects a base above 1 for rotary positions, such as 10000, but got " + rotaryBase);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "selfAttention expects a dropout from 0 and below 1, but got " + dropout);
        }
    }

    public SelfAttention(int heads) {
        this(heads, heads, false, 0, 0, true, null);
    }

    /** So that no place sees a later one, as for predicting what comes next. */
    public SelfAttention asCausal() {
        return new SelfAttention(heads, groups, true, rotaryBase, dropout, biased, adapter);
    }

    /** With keys and values for so many groups of heads, which takes less memory; 1 for all heads the same. */
    public SelfAttention groups(int count) {
        return new SelfAttention(heads, count, causal, rotaryBase, dropout, biased, adapter);
    }

    /** With places told by turning queries and keys, so that no positions() are needed: base 10,000. */
    public SelfAttention rotary() {
        return rotary(ROTARY);
    }

    /** {@link #rotary()} with another base. */
    public SelfAttention rotary(double base) {
        return new SelfAttention(heads, groups, causal, base, dropout, biased, adapter);
    }

    /** With dropout of the weights. */
    public SelfAttention dropout(double rate) {
        return new SelfAttention(heads, groups, causal, rotaryBase, rate, biased, adapter);
    }

    /** Without biases. */
    public SelfAttention noBias() {
        return new SelfAttention(heads, groups, causal, rotaryBase, dropout, false, adapter);
    }

    @Override
    public String kind() {
        return "self_attention";
    }

    @Override
    public boolean isStepwise() {
        return causal;
    }

    @Override
    public Description describe() {
        String shared = groups == heads ? "" : ", " + groups + (groups == 1 ? " group" : " groups");
        return Description.of(this)
                .words("attention", heads + (heads == 1 ? " head" : " heads") + shared, causal ? "causal" : "");
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("selfAttention", input);
        int width = input.last();
        int depth = depth("selfAttention", heads, input);
        if (rotaryBase != 0 && depth % 2 != 0) {
            throw new IllegalArgumentException("selfAttention with rotary positions expects heads of an even number of"
                    + " numbers, but " + heads + " heads share a width of " + width + ": choose other sizes");
        }
        int all = (heads + 2 * groups) * depth;
        Weight in = scope.weight("in.weight", Shape.of(width, all), Initializer.glorot(), width, width);
        Weight inBias = biased ? scope.bias("in.bias", Shape.of(all), Initializer.zeros()) : null;
        Weight out = scope.weight("out.weight", Shape.of(width, width), Initializer.glorot());
        Weight outBias = biased ? scope.bias("out.bias", Shape.of(width), Initializer.zeros()) : null;
        Gathering gathering = new Gathering(this, depth, scope.mask(input.size(0)), new Object());
        Forward first = beside(linear(in, inBias), scope, "in.", width, all);
        Forward last = beside(linear(out, outBias), scope, "out.", width, width);
        return x -> last.apply(gathering.apply(first.apply(x)));
    }

    private static Forward linear(Weight w, Weight b) {
        return x -> Ops.linear(x, w.on(x.tape()), b == null ? null : b.on(x.tape()));
    }

    private Forward beside(Forward map, Scope scope, String part, int in, int units) {
        return adapter == null ? map : adapter.beside(map, scope, part, in, units);
    }

    /** With weights of low rank beside both maps. */
    SelfAttention adapter(Adapter beside) {
        return new SelfAttention(heads, groups, causal, rotaryBase, dropout, biased, beside);
    }

    /** Width of a head. */
    static int depth(String kind, int heads, Shape input) {
        int width = input.last();
        if (width > WIDEST) {
            throw new IllegalArgumentException(kind + " expects a width of at most " + WIDEST
                    + ", since queries, keys and values stand side by side, but each row has shape " + input);
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException(kind + " expects a width that its " + heads
                    + " heads share evenly, but each row has shape " + input + ": choose a width of "
                    + (width / heads + 1) * heads + ", or another number of heads");
        }
        return width / heads;
    }

    /**
     * From queries, keys and values side by side to what each place gathers.
     *
     * @param key whose keys and values these are, where a sequence is continued
     */
    private record Gathering(
            SelfAttention layer, int depth, Mask mask, Object key, Op open, Op masked, Op crossed, Op turn) {
        Gathering(SelfAttention layer, int depth, Mask mask, Object key) {
            this(
                    layer,
                    depth,
                    mask,
                    key,
                    layer.op(false, false),
                    layer.op(false, true),
                    layer.op(true, false),
                    layer.rotaryBase == 0 ? null : layer.turn(depth, 0));
        }

        Tensor apply(Tensor all) {
            Tape tape = all.tape();
            Past past = tape.past();
            Tensor turned =
                    turn == null ? all : tape.apply(past == null ? turn : layer.turn(depth, past.places()), all);
            if (past != null) {
                int own = layer.heads * depth;
                Tensor queries = Ops.slice(turned, -1, 0, own);
                Tensor others = Ops.slice(turned, -1, own, all.shape().last());
                return tape.apply(crossed, queries, past.append(key, others));
            }
            Tensor places = mask == null ? null : mask.on(tape);
            return places == null ? tape.apply(open, turned) : tape.apply(masked, turned, places);
        }
    }

    private Op turn(int depth, int from) {
        return Ops.rotary(depth, (heads + groups) * depth, rotaryBase, from);
    }

    private Op op(boolean crossed, boolean masked) {
        return Ops.attention(heads, groups, causal, crossed, masked, dropout);
    }
}
