package org.cellwise.op;

import org.cellwise.op.activation.Elu;
import org.cellwise.op.activation.Gelu;
import org.cellwise.op.activation.LogSoftmax;
import org.cellwise.op.activation.Relu;
import org.cellwise.op.activation.Sigmoid;
import org.cellwise.op.activation.Silu;
import org.cellwise.op.activation.Softmax;
import org.cellwise.op.activation.Softplus;
import org.cellwise.op.activation.Tanh;
import org.cellwise.op.arithmetic.Absolute;
import org.cellwise.op.arithmetic.Add;
import org.cellwise.op.arithmetic.Affine;
import org.cellwise.op.arithmetic.Clip;
import org.cellwise.op.arithmetic.Divide;
import org.cellwise.op.arithmetic.Exponential;
import org.cellwise.op.arithmetic.Larger;
import org.cellwise.op.arithmetic.Largest;
import org.cellwise.op.arithmetic.Linear;
import org.cellwise.op.arithmetic.Logarithm;
import org.cellwise.op.arithmetic.Matmul;
import org.cellwise.op.arithmetic.Multiply;
import org.cellwise.op.arithmetic.Square;
import org.cellwise.op.arithmetic.SquareRoot;
import org.cellwise.op.arithmetic.Sum;
import org.cellwise.op.sequence.Embedding;
import org.cellwise.op.sequence.Gru;
import org.cellwise.op.sequence.Lstm;
import org.cellwise.op.shape.Concat;
import org.cellwise.op.shape.Reshape;
import org.cellwise.op.shape.Shapes;
import org.cellwise.op.shape.Slice;
import org.cellwise.op.shape.Transpose;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The differentiable steps as functions of tensors: what losses are composed of, and what a layer or loss of your own is
 * written in. An axis is an index: 0 is the first, the batch; -1 is the last.
 */
public class Ops extends LayerOps {
    private static final Op ADD = new Add(1);
    private static final Op SUBTRACT = new Add(-1);
    private static final Op MULTIPLY = new Multiply();
    private static final Op DIVIDE = new Divide();
    private static final Op MAX = new Larger(1);
    private static final Op MIN = new Larger(-1);
    private static final Op NEGATE = new Affine(-1, 0);
    private static final Op SQUARE = new Square();
    private static final Op SQRT = new SquareRoot();
    private static final Op ABS = new Absolute();
    private static final Op EXP = new Exponential();
    private static final Op LOG = new Logarithm();
    private static final Op SUM = Sum.ofAll(false);
    private static final Op MEAN = Sum.ofAll(true);
    private static final Op MATMUL = new Matmul(false);
    private static final Op MATMUL_TRANSPOSED = new Matmul(true);
    private static final Op TRANSPOSE = new Transpose();
    private static final Op SIGMOID = new Sigmoid();
    private static final Op TANH = new Tanh();
    private static final Op RELU = new Relu(0);
    private static final Op GELU = new Gelu();
    private static final Op SILU = new Silu();
    private static final Op SOFTPLUS = new Softplus();
    private static final Op SOFTMAX = new Softmax();
    private static final Op LOG_SOFTMAX = new LogSoftmax();
    private static final Op LINEAR = new Linear(null);
    private static final Op EMBEDDING = new Embedding();
    private static final Op LSTM = new Lstm();
    private static final Op GRU = new Gru();

    /** Never called; open because the facade names these steps anew, for cells with its one import. */
    protected Ops() {}

    // arithmetic

    /** a + b; shapes are equal along each axis, counted from the last, or 1 or missing in one of them. */
    public static Tensor add(Tensor a, Tensor b) {
        return a.tape().apply(ADD, a, b);
    }

    /** a - b, with shapes as for {@link #add(Tensor, Tensor)}. */
    public static Tensor subtract(Tensor a, Tensor b) {
        return a.tape().apply(SUBTRACT, a, b);
    }

    /** a b, number by number, with shapes as for {@link #add(Tensor, Tensor)}. */
    public static Tensor multiply(Tensor a, Tensor b) {
        return a.tape().apply(MULTIPLY, a, b);
    }

    /** a / b, number by number, with shapes as for {@link #add(Tensor, Tensor)}. */
    public static Tensor divide(Tensor a, Tensor b) {
        return a.tape().apply(DIVIDE, a, b);
    }

    /** x + amount. */
    public static Tensor add(Tensor x, double amount) {
        return x.tape().apply(new Affine(1, (float) amount), x);
    }

    /** x · factor. */
    public static Tensor scale(Tensor x, double factor) {
        return x.tape().apply(new Affine((float) factor, 0), x);
    }

    /** -x. */
    public static Tensor negate(Tensor x) {
        return x.tape().apply(NEGATE, x);
    }

    /** x². */
    public static Tensor square(Tensor x) {
        return x.tape().apply(SQUARE, x);
    }

    /** √x, whose slope is infinite at 0. */
    public static Tensor sqrt(Tensor x) {
        return x.tape().apply(SQRT, x);
    }

    /** |x|. */
    public static Tensor abs(Tensor x) {
        return x.tape().apply(ABS, x);
    }

    /** eˣ. */
    public static Tensor exp(Tensor x) {
        return x.tape().apply(EXP, x);
    }

    /** The natural logarithm. */
    public static Tensor log(Tensor x) {
        return x.tape().apply(LOG, x);
    }

    /** The sum of all numbers, a single number. */
    public static Tensor sum(Tensor x) {
        return x.tape().apply(SUM, x);
    }

    /** The mean of all numbers, a single number. */
    public static Tensor mean(Tensor x) {
        return x.tape().apply(MEAN, x);
    }

    /** Sums along an axis, which goes, -1 for the last: x (…, n, …), out (…, …). */
    public static Tensor sum(Tensor x, int axis) {
        return x.tape().apply(new Sum(axis, 1, false), x);
    }

    /** Means along an axis, which goes, -1 for the last: x (…, n, …), out (…, …). */
    public static Tensor mean(Tensor x, int axis) {
        return x.tape().apply(new Sum(axis, 1, true), x);
    }

    /** The largest numbers along an axis, which goes, -1 for the last: x (…, n, …), out (…, …). */
    public static Tensor max(Tensor x, int axis) {
        return x.tape().apply(new Largest(axis), x);
    }

    /** The larger of a and b, number by number, with shapes as for {@link #add(Tensor, Tensor)}. */
    public static Tensor max(Tensor a, Tensor b) {
        return a.tape().apply(MAX, a, b);
    }

    /** The smaller of a and b, number by number, with shapes as for {@link #add(Tensor, Tensor)}. */
    public static Tensor min(Tensor a, Tensor b) {
        return a.tape().apply(MIN, a, b);
    }

    /** x moved into the range from low to high; the slope is 0 outside it. */
    public static Tensor clip(Tensor x, double low, double high) {
        return x.tape().apply(new Clip((float) low, (float) high), x);
    }

    /** Matrix products: a (…, m, k), b (…, k, n), out (…, m, n), with equal leading axes. */
    public static Tensor matmul(Tensor a, Tensor b) {
        return a.tape().apply(MATMUL, a, b);
    }

    /** Matrix products a bᵀ: a (…, m, k), b (…, n, k), out (…, m, n), with equal leading axes. */
    public static Tensor matmulTransposed(Tensor a, Tensor b) {
        return a.tape().apply(MATMUL_TRANSPOSED, a, b);
    }

    /** The last two axes swapped: x (…, m, n), out (…, n, m). */
    public static Tensor transpose(Tensor x) {
        return x.tape().apply(TRANSPOSE, x);
    }

    /** The same numbers with each row of the batch in another shape: x (B, …), out (B, sizes). */
    public static Tensor reshape(Tensor x, int... sizes) {
        return x.tape().apply(new Reshape(Shape.of(sizes)), x);
    }

    /** Each row of the batch as one row of numbers: x (B, …), out (B, n). */
    public static Tensor flatten(Tensor x) {
        return x.shape().rank() == 2 ? x : reshape(x, Shapes.inner(x.shape(), 1));
    }

    /** a and b one behind the other along an axis, -1 for the last: (…, p, …) and (…, q, …) give (…, p + q, …). */
    public static Tensor concat(Tensor a, Tensor b, int axis) {
        return a.tape().apply(new Concat(axis), a, b);
    }

    /** The part of an axis, -1 for the last, from an index (inclusive) to another (exclusive). */
    public static Tensor slice(Tensor x, int axis, int from, int to) {
        return x.tape().apply(new Slice(axis, from, to), x);
    }

    // activations

    /** The logistic sigmoid, 1 / (1 + e⁻ˣ). */
    public static Tensor sigmoid(Tensor x) {
        return x.tape().apply(SIGMOID, x);
    }

    /** The hyperbolic tangent. */
    public static Tensor tanh(Tensor x) {
        return x.tape().apply(TANH, x);
    }

    /** x where it exceeds 0, else 0. */
    public static Tensor relu(Tensor x) {
        return x.tape().apply(RELU, x);
    }

    /** x where it exceeds 0, else α x. */
    public static Tensor leakyRelu(Tensor x, double alpha) {
        return x.tape().apply(leakyRelu(alpha), x);
    }

    /** x where it exceeds 0, else α (eˣ - 1). */
    public static Tensor elu(Tensor x, double alpha) {
        return x.tape().apply(elu(alpha), x);
    }

    /** Elu with the α and the scale that keep mean 0 and variance 1 from layer to layer. */
    public static Tensor selu(Tensor x) {
        return x.tape().apply(Elu.SELU, x);
    }

    /** x Φ(x), with Φ the normal distribution. */
    public static Tensor gelu(Tensor x) {
        return x.tape().apply(GELU, x);
    }

    /** x σ(x), also called swish. */
    public static Tensor silu(Tensor x) {
        return x.tape().apply(SILU, x);
    }

    /** log(1 + eˣ). */
    public static Tensor softplus(Tensor x) {
        return x.tape().apply(SOFTPLUS, x);
    }

    /** e^xᵢ / Σ e^xⱼ over the last axis. */
    public static Tensor softmax(Tensor x) {
        return x.tape().apply(SOFTMAX, x);
    }

    /** log(e^xᵢ / Σ e^xⱼ) over the last axis. */
    public static Tensor logSoftmax(Tensor x) {
        return x.tape().apply(LOG_SOFTMAX, x);
    }

    /** Sets each number to 0 with probability {@code rate}, and scales the others by 1 / (1 - rate); not in prediction. */
    public static Tensor dropout(Tensor x, double rate) {
        Op op = dropout(rate);
        return x.tape().training() ? x.tape().apply(op, x) : x;
    }

    // steps with weights

    /** x W + b: x (…, in), w (in, out), b (out) or null, out (…, out). */
    public static Tensor linear(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(LINEAR, x, w, b);
    }

    /**
     * Convolution: x (B, C, H, W), w (C, kernel, kernel, O), b (O) or null, out (B, O, H', W').
     *
     * @throws IllegalArgumentException if shapes do not fit
     */
    public static Tensor conv2d(Tensor x, Tensor w, Tensor b, int stride, int padding) {
        if (x.shape().rank() != 4 || w.shape().rank() != 4) {
            throw new IllegalArgumentException("conv2d expects images (batch x channels x height x width) and weights"
                    + " (channels x kernel x kernel x filters), but got " + x.shape() + " and " + w.shape());
        }
        return x.tape().apply(conv2d(x.shape().dropFirst(), w.shape().size(1), stride, padding), x, w, b);
    }

    /** The largest number of each window: x (B, C, H, W), out (B, C, H', W'). */
    public static Tensor maxPool(Tensor x, int size, int stride, int padding) {
        return x.tape().apply(maxPool(size, stride, padding), x);
    }

    /** The mean of each window, padding counted as zeros: x (B, C, H, W), out (B, C, H', W'). */
    public static Tensor averagePool(Tensor x, int size, int stride, int padding) {
        return x.tape().apply(averagePool(size, stride, padding), x);
    }

    /** Rows to mean 0 and variance 1, then scaled and shifted: x (…, E), scale (E), shift (E), out (…, E). */
    public static Tensor layerNorm(Tensor x, Tensor scale, Tensor shift, double epsilon) {
        return x.tape().apply(layerNorm(epsilon), x, scale, shift);
    }

    /** Scaled dot-product attention: x (B, T, 3 E), queries, keys and values side by side, out (B, T, E). */
    public static Tensor attention(Tensor x, int heads, boolean causal) {
        return x.tape().apply(attention(heads, causal), x);
    }

    /** Rows of a table (V, E): x (…) as whole numbers 0 … V-1, out (…, E). */
    public static Tensor embedding(Tensor x, Tensor table) {
        return x.tape().apply(EMBEDDING, x, table);
    }

    /** LSTM over sequences: x (B, T, 4 H), w (H, 4 H), b (4 H), out (B, T, H). */
    public static Tensor lstm(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(LSTM, x, w, b);
    }

    /** {@link #lstm(Tensor, Tensor, Tensor)} of steps that count, where mask (B, T) is not 0; null for all. */
    public static Tensor lstm(Tensor x, Tensor w, Tensor b, Tensor mask) {
        return x.tape().apply(LSTM, x, w, b, mask, null);
    }

    /** {@link #gru(Tensor, Tensor, Tensor)} of steps that count, where mask (B, T) is not 0; null for all. */
    public static Tensor gru(Tensor x, Tensor w, Tensor b, Tensor mask) {
        return x.tape().apply(GRU, x, w, b, mask, null);
    }

    /** GRU over sequences: x (B, T, 3 H), w (H, 3 H), b (3 H), out (B, T, H). */
    public static Tensor gru(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(GRU, x, w, b);
    }
}
