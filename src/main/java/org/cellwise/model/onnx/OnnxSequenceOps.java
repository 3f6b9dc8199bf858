package org.cellwise.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.model.onnx.OnnxOps.Call;
import org.cellwise.model.onnx.OnnxOps.Translation;

/** The ops of sequences. */
final class OnnxSequenceOps {
    /** A score of keys that do not count, whose share is 0 beside any other. */
    private static final double HIDDEN = -1e30;

    private OnnxSequenceOps() {}

    static void addTo(Map<String, Translation> all) {
        all.put("gru", c -> recurrent(c, "GRU", new int[] {1, 0, 2}, "linear_before_reset", 1));
        all.put("lstm", c -> recurrent(c, "LSTM", new int[] {0, 3, 1, 2}));
        all.put("attention", OnnxSequenceOps::attention);
    }

    /**
     * A recurrent op on what the inputs give to the gates already, so that the weights of its inputs only bring the gates
     * into ONNX's order.
     *
     * @param order which of our gates is each of ONNX's
     */
    private static String recurrent(Call c, String op, int[] order, Object... more) {
        if (c.has(3)) {
            throw new IllegalArgumentException("ONNX has nothing for places that do not count in the op "
                    + c.step().op().name() + " of " + c.step().layer());
        }
        int width = c.shape(1).size(0);
        int all = order.length * width;
        float[] inputs = new float[all * all];
        for (int i = 0; i < all; i++) {
            inputs[i * all + order[i / width] * width + i % width] = 1;
        }
        String w = c.graph().constant(c.step().output().name() + "/order", new int[] {1, all, all}, inputs);
        String r = c.weights(1, "/transposed", new int[] {1, all, width}, from -> {
            float[] to = new float[from.length];
            for (int i = 0; i < all; i++) {
                for (int k = 0; k < width; k++) {
                    to[i * width + k] = from[k * all + order[i / width] * width + i % width];
                }
            }
            return to;
        });
        String b = c.weights(2, "/ordered", new int[] {1, 2 * all}, from -> {
            float[] to = new float[2 * all];
            for (int i = 0; i < all; i++) {
                to[all + i] = from[order[i / width] * width + i % width];
            }
            return to;
        });
        Object[] attributes = Arrays.copyOf(new Object[] {"hidden_size", width}, 2 + more.length);
        System.arraycopy(more, 0, attributes, 2, more.length);
        String steps = c.transpose(c.in(0), 1, 0, 2); // (T, B, gates)
        String states = c.graph().node(op, List.of(steps, w, r, b), attributes); // (T, 1, B, H)
        String plain = c.graph().node("Squeeze", List.of(states, c.graph().wholes(1)));
        return c.transpose(plain, 1, 0, 2);
    }

    /** softmax(Q Kᵀ / √d) V in heads, of which groups may share keys and values; these may come from elsewhere. */
    private static String attention(Call c) {
        int heads = c.whole("heads");
        int groups = ((Number) c.setting("groups", heads)).intValue();
        int depth = c.step().output().shape().last() / heads;
        boolean crossed = c.setting("crossed", false).equals(true);
        int from = crossed ? 1 : 0; // which input has keys and values
        int at = crossed ? 0 : heads * depth;
        String queries =
                heads(c, c.slice(c.in(0), 2, 0, heads * depth), c.shape(0).size(1), heads, heads);
        int keyCount = c.shape(from).size(1);
        String keys = heads(c, c.slice(c.in(from), 2, at, at + groups * depth), keyCount, groups, heads);
        int end = at + 2 * groups * depth;
        String values = heads(c, c.slice(c.in(from), 2, end - groups * depth, end), keyCount, groups, heads);
        String scores = c.times(c.pair("MatMul", queries, c.transpose(keys, 0, 1, 3, 2)), 1 / Math.sqrt(depth));
        if (c.flag("causal")) {
            scores = c.pair("Add", scores, causalMask(c, keyCount));
        }
        boolean masked = c.setting("masked", false).equals(true);
        String hidden = masked ? hidden(c, keyCount) : null;
        if (masked) { // by a number that is finite, since softmax of -∞ alone is no number
            scores = c.graph().node("Where", List.of(hidden, c.graph().number(HIDDEN), scores));
        }
        String weights = c.node("Softmax", scores, "axis", -1);
        if (masked) { // where no key counts, nothing is gathered
            weights = c.graph().node("Where", List.of(hidden, c.graph().number(0), weights));
        }
        String gathered = c.pair("MatMul", weights, values);
        return c.reshape(
                c.transpose(gathered, 0, 2, 1, 3), c.rows(c.step().output().shape()));
    }

    /** Which keys do not count. */
    private static String hidden(Call c, int keys) {
        String mask = c.reshape(c.in(c.step().inputs().size() - 1), -1, 1, 1, keys);
        return c.pair("Equal", mask, c.graph().number(0));
    }

    /** (B, T, groups · depth) as (B, heads, T, depth); neighbouring heads share a group. */
    private static String heads(Call c, String x, int length, int groups, int heads) {
        int depth = c.step().output().shape().last() / c.whole("heads");
        String split = c.reshape(x, -1, length, groups, depth);
        if (groups < heads) {
            int[] shared = new int[heads];
            Arrays.setAll(shared, head -> head / (heads / groups));
            split = c.graph().node("Gather", List.of(split, c.graph().wholes(shared)), "axis", 2);
        }
        return c.transpose(split, 0, 2, 1, 3);
    }

    /** -∞ where a query would see a later key; the last query sees the last key. */
    private static String causalMask(Call c, int keys) {
        int queries = c.shape(0).size(1);
        float[] mask = new float[queries * keys];
        for (int i = 0; i < queries; i++) {
            Arrays.fill(mask, i * keys + i + 1 + keys - queries, (i + 1) * keys, Float.NEGATIVE_INFINITY);
        }
        return c.graph().constant(c.step().output().name() + "/mask", new int[] {queries, keys}, mask);
    }
}
