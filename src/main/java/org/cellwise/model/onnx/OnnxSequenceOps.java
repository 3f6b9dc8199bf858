package org.cellwise.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.model.onnx.OnnxOps.Call;
import org.cellwise.model.onnx.OnnxOps.Translation;

/** The ops of sequences. */
final class OnnxSequenceOps {
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

    /** softmax(Q Kᵀ / √d) V in heads: x (B, T, 3 E). */
    private static String attention(Call c) {
        int length = c.shape(0).size(1);
        int width = c.step().output().shape().last();
        int heads = c.whole("heads");
        int depth = width / heads;
        String[] parts = new String[3];
        for (int i = 0; i < 3; i++) {
            String part = c.slice(c.in(0), 2, i * width, (i + 1) * width);
            parts[i] = c.transpose(c.reshape(part, -1, length, heads, depth), 0, 2, 1, 3); // (B, heads, T, depth)
        }
        String scores = c.times(c.pair("MatMul", parts[0], c.transpose(parts[1], 0, 1, 3, 2)), 1 / Math.sqrt(depth));
        if (c.flag("causal")) {
            float[] mask = new float[length * length];
            for (int i = 0; i < length; i++) {
                Arrays.fill(mask, i * length + i + 1, (i + 1) * length, Float.NEGATIVE_INFINITY);
            }
            scores = c.pair(
                    "Add",
                    scores,
                    c.graph().constant(c.step().output().name() + "/mask", new int[] {length, length}, mask));
        }
        String gathered = c.pair("MatMul", c.node("Softmax", scores, "axis", -1), parts[2]);
        return c.reshape(c.transpose(gathered, 0, 2, 1, 3), -1, length, width);
    }
}
