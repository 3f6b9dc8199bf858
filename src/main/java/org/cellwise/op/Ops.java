package org.cellwise.op;

import org.cellwise.math.Patches;
import org.cellwise.math.Window;
import org.cellwise.op.activation.Dropout;
import org.cellwise.op.activation.Elu;
import org.cellwise.op.activation.Epilogue;
import org.cellwise.op.activation.Gelu;
import org.cellwise.op.activation.GeluTanh;
import org.cellwise.op.activation.LeakyRelu;
import org.cellwise.op.activation.LogSoftmax;
import org.cellwise.op.activation.Relu;
import org.cellwise.op.activation.Sigmoid;
import org.cellwise.op.activation.Silu;
import org.cellwise.op.activation.Softmax;
import org.cellwise.op.activation.Softplus;
import org.cellwise.op.activation.Step;
import org.cellwise.op.activation.StraightThroughStep;
import org.cellwise.op.activation.Tanh;
import org.cellwise.op.arithmetic.Absolute;
import org.cellwise.op.arithmetic.Add;
import org.cellwise.op.arithmetic.Affine;
import org.cellwise.op.arithmetic.Divide;
import org.cellwise.op.arithmetic.Exponential;
import org.cellwise.op.arithmetic.Linear;
import org.cellwise.op.arithmetic.Logarithm;
import org.cellwise.op.arithmetic.Matmul;
import org.cellwise.op.arithmetic.Multiply;
import org.cellwise.op.arithmetic.Square;
import org.cellwise.op.arithmetic.SquareRoot;
import org.cellwise.op.arithmetic.Sum;
import org.cellwise.op.image.AveragePool;
import org.cellwise.op.image.Conv2d;
import org.cellwise.op.image.MaxPool;
import org.cellwise.op.norm.BatchNorm;
import org.cellwise.op.norm.LayerNorm;
import org.cellwise.op.sequence.Attention;
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
 * The differentiable steps as functions of tensors: what layers and losses are composed of, and what a layer or loss of
 * your own is written in.
 */
public class Ops {
    /** Never called; open because the facade names these steps anew, for cells with its one import. */
    protected Ops() {}

    /** The logistic sigmoid, 1 / (1 + e⁻ˣ). */
    public static Op sigmoid() {
        return new Sigmoid();
    }

    /** The hyperbolic tangent. */
    public static Op tanh() {
        return new Tanh();
    }

    /** x - θ where x exceeds θ, else 0. */
    public static Op relu(double threshold) {
        return new Relu((float) threshold);
    }

    /** 1 where x exceeds θ, else 0. */
    public static Op step(double threshold) {
        return new Step((float) threshold);
    }

    /** e^xᵢ / Σ e^xⱼ over the last axis. */
    public static Op softmax() {
        return new Softmax();
    }

    private static final Op LINEAR = new Linear(null);

    /** x W + b: x (…, in), w (in, out), b (out) or null, out (…, out). */
    public static Tensor linear(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(LINEAR, x, w, b);
    }

    /**
     * {@link #linear(Tensor, Tensor, Tensor)} and the activation after it as one step, which spares a pass over memory
     * each way; null where the activation has to stay a step of its own.
     *
     * @param activation null for none
     */
    public static Op linear(Op activation) {
        if (activation == null) {
            return LINEAR;
        }
        return activation instanceof Epilogue after ? new Linear(after) : null;
    }

    // activations, as ops for layers

    /** x where it exceeds 0, else α x. */
    public static Op leakyRelu(double alpha) {
        return new LeakyRelu((float) alpha);
    }

    /** x where it exceeds 0, else α (eˣ - 1). */
    public static Op elu(double alpha) {
        return new Elu((float) alpha, 1);
    }

    /** Elu with the α and the scale that keep mean 0 and variance 1 from layer to layer. */
    public static Op selu() {
        return Elu.SELU;
    }

    /** x Φ(x), with Φ the normal distribution by the error function. */
    public static Op gelu() {
        return new Gelu();
    }

    /** x Φ(x), with Φ approximated by tanh. */
    public static Op geluTanh() {
        return new GeluTanh();
    }

    /** x σ(x), also called swish. */
    public static Op silu() {
        return new Silu();
    }

    /** log(1 + eˣ). */
    public static Op softplus() {
        return new Softplus();
    }

    /** log(e^xᵢ / Σ e^xⱼ) over the last axis. */
    public static Op logSoftmax() {
        return new LogSoftmax();
    }

    /** 1 where x exceeds θ, else 0; backward pretends to a slope of 1 within 1 of θ. */
    public static Op straightThroughStep(double threshold) {
        return new StraightThroughStep((float) threshold);
    }

    /** Why an op cannot be trained through, as {@link #step} cannot; null for ops that can. */
    public static String whyNoSlope(Op op) {
        return op instanceof Step ? Step.NO_SLOPE : null;
    }

    // steps of layers

    private static final Op EMBEDDING = new Embedding();
    private static final Op LSTM = new Lstm();
    private static final Op GRU = new Gru();

    /** Sets each number to 0 with probability {@code rate}, and scales the others by 1 / (1 - rate); also in prediction. */
    public static Op dropout(double rate) {
        return new Dropout((float) rate);
    }

    /** The same numbers with each row of the batch in another shape. */
    public static Op reshape(Shape row) {
        return new Reshape(row);
    }

    /** The part of an axis from (inclusive) to (exclusive). */
    public static Op slice(int axis, int from, int to) {
        return new Slice(axis, from, to);
    }

    /** Means over the last axes: x (…, A, B) with 1 axis gives (…, A), with 2 axes (…). */
    public static Op mean(int axes) {
        return new Sum(axes, true);
    }

    /** One part behind the other along an axis (negative ones count from the last): a function of two tensors. */
    public static Op concat(int axis) {
        return new Concat(axis);
    }

    /** The largest number of each window: x (B, C, H, W), out (B, C, H', W'). */
    public static Op maxPool(int size, int stride, int padding) {
        return new MaxPool(new Window(size, stride, padding));
    }

    /** The mean of each window, padding counted as zeros: x (B, C, H, W), out (B, C, H', W'). */
    public static Op averagePool(int size, int stride, int padding) {
        return new AveragePool(new Window(size, stride, padding));
    }

    /**
     * Convolution of images of one shape (C, H, W): x (B, C, H, W), w (C, kernel, kernel, O), b (O) or none, out (B, O,
     * H', W').
     */
    public static Op conv2d(Shape image, int kernel, int stride, int padding) {
        return conv2d(image, kernel, stride, padding, null);
    }

    /**
     * {@link #conv2d(Shape, int, int, int)} and the activation after it (null for none) as one step; null where the
     * activation has to stay a step of its own.
     */
    public static Op conv2d(Shape image, int kernel, int stride, int padding, Op activation) {
        if (activation != null && !(activation instanceof Epilogue)) {
            return null;
        }
        Window window = new Window(kernel, stride, padding);
        return new Conv2d(new Patches(window, image.size(0), image.size(1), image.size(2)), (Epilogue) activation);
    }

    /** Rows to mean 0 and variance 1, then scaled and shifted: x (…, E), w (E), b (E), out (…, E). */
    public static Op layerNorm(double epsilon) {
        return new LayerNorm((float) epsilon);
    }

    /**
     * Channels to mean 0 and variance 1, then scaled and shifted: x (B, C, …), w (C), b (C), running mean (C), running
     * variance (C), out (B, C, …).
     *
     * @param momentum how far the running numbers move towards those of a batch
     * @param fixed whether the running numbers are used and stay in training too
     */
    public static Op batchNorm(double momentum, double epsilon, boolean fixed) {
        return new BatchNorm((float) momentum, (float) epsilon, fixed);
    }

    /** Scaled dot-product attention: x (B, T, 3 E), queries, keys and values side by side, out (B, T, E). */
    public static Op attention(int heads, boolean causal) {
        return new Attention(heads, causal);
    }

    /** Rows of a table (V, E): x (…) as whole numbers 0 … V-1, out (…, E). */
    public static Tensor embedding(Tensor x, Tensor table) {
        return x.tape().apply(EMBEDDING, x, table);
    }

    /** LSTM over sequences: x (B, T, 4 H), w (H, 4 H), b (4 H), out (B, T, H). */
    public static Tensor lstm(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(LSTM, x, w, b);
    }

    /** GRU over sequences: x (B, T, 3 H), w (H, 3 H), b (3 H), out (B, T, H). */
    public static Tensor gru(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(GRU, x, w, b);
    }

    // arithmetic, for layers and losses of your own

    private static final Op ADD = new Add(1);
    private static final Op SUBTRACT = new Add(-1);
    private static final Op MULTIPLY = new Multiply();
    private static final Op DIVIDE = new Divide();
    private static final Op NEGATE = new Affine(-1, 0);
    private static final Op SQUARE = new Square();
    private static final Op SQRT = new SquareRoot();
    private static final Op ABS = new Absolute();
    private static final Op EXP = new Exponential();
    private static final Op LOG = new Logarithm();
    private static final Op SUM = new Sum(Sum.ALL, false);
    private static final Op MEAN = new Sum(Sum.ALL, true);
    private static final Op MATMUL = new Matmul(false);
    private static final Op MATMUL_TRANSPOSED = new Matmul(true);
    private static final Op TRANSPOSE = new Transpose();

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

    /** Sums over the last axes: x (…, A, B) with 1 axis gives (…, A), with 2 axes (…). */
    public static Tensor sum(Tensor x, int axes) {
        return x.tape().apply(new Sum(axes, false), x);
    }

    /** Means over the last axes: x (…, A, B) with 1 axis gives (…, A), with 2 axes (…). */
    public static Tensor mean(Tensor x, int axes) {
        return x.tape().apply(new Sum(axes, true), x);
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

    /** The part of an axis, -1 for the last, from (inclusive) to (exclusive). */
    public static Tensor slice(Tensor x, int axis, int from, int to) {
        return x.tape().apply(new Slice(axis, from, to), x);
    }
}
