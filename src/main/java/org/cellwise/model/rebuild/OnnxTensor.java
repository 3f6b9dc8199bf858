package org.cellwise.model.rebuild;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.cellwise.file.ElementType;
import org.cellwise.model.rebuild.WireReader.LongList;

/**
 * Numbers in an ONNX file.
 *
 * @param sizes along its axes, outermost first
 * @param floats all numbers, row by row
 */
record OnnxTensor(String name, int[] sizes, float[] floats) {
    private static final int MOST_AXES = 8;

    static OnnxTensor read(WireReader in) {
        LongList dims = new LongList();
        LongList floats = new LongList();
        LongList wholes = new LongList();
        LongList doubles = new LongList();
        int type = 0;
        String name = "";
        ByteBuffer raw = null;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> in.wholes(dims);
                case 2 -> type = (int) in.whole();
                case 4 -> in.floats(floats);
                case 5, 7, 11 -> in.wholes(wholes);
                case 8 -> name = in.text();
                case 9 -> raw = in.bytes();
                case 10 -> in.doubles(doubles);
                case 13 ->
                    throw in.wrong("the numbers of an array stand in another file, which is not read: save the model"
                            + " in one file");
                default -> in.skip();
            }
        }
        int[] sizes = sizes(in, dims);
        long count = 1;
        for (int size : sizes) {
            count = Math.min(Integer.MAX_VALUE, count * size);
        }
        float[] numbers;
        if (raw != null) {
            numbers = raw(in, type, raw.order(ByteOrder.LITTLE_ENDIAN), count);
        } else if (type == 1) {
            numbers = new float[floats.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.intBitsToFloat((int) floats.get(i));
            }
        } else if (type == 11) {
            numbers = new float[doubles.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) Double.longBitsToDouble(doubles.get(i));
            }
        } else {
            ElementType kind = kind(in, type);
            numbers = new float[wholes.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = kind == ElementType.F16 ? ElementType.half((short) wholes.get(i)) : wholes.get(i);
            }
        }
        if (numbers.length != count) {
            throw in.wrong("an array of " + count + " numbers by its shape holds " + numbers.length);
        }
        return new OnnxTensor(name, sizes, numbers);
    }

    private static int[] sizes(WireReader in, LongList dims) {
        int[] sizes = new int[dims.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes.length > MOST_AXES || dims.get(i) < 0 || dims.get(i) > Integer.MAX_VALUE) {
                throw in.wrong("an array has a shape of " + Arrays.toString(dims.toArray()) + ", but sizes of up to "
                        + MOST_AXES + " axes below 2^31 are read");
            }
            sizes[i] = (int) dims.get(i);
        }
        return sizes;
    }

    private static ElementType kind(WireReader in, int type) {
        return switch (type) {
            case 1 -> ElementType.F32;
            case 2 -> ElementType.U8;
            case 3 -> ElementType.I8;
            case 6 -> ElementType.I32;
            case 7 -> ElementType.I64;
            case 9 -> ElementType.BOOL;
            case 10 -> ElementType.F16;
            case 11 -> ElementType.F64;
            case 16 -> ElementType.BF16;
            default ->
                throw in.wrong("an array has numbers of type " + type + ", which is none of float, double, float16,"
                        + " bfloat16 and whole numbers");
        };
    }

    private static float[] raw(WireReader in, int type, ByteBuffer raw, long count) {
        ElementType kind = kind(in, type);
        if (raw.remaining() != count * kind.bytes()) {
            throw in.wrong("an array of " + count + " numbers of " + kind + " stands in " + raw.remaining() + " bytes");
        }
        float[] numbers = new float[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) kind.read(raw);
        }
        return numbers;
    }

    OnnxTensor named(String other) {
        return new OnnxTensor(other, sizes, floats);
    }

    int rank() {
        return sizes.length;
    }

    boolean isSingle() {
        return floats.length == 1;
    }

    /** As whole numbers, such as a shape. */
    int[] wholes() {
        int[] wholes = new int[floats.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) floats[i];
        }
        return wholes;
    }

    /** With its axes in another order. */
    OnnxTensor permuted(int... order) {
        int[] turned = new int[sizes.length];
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        for (int i = 0; i < turned.length; i++) {
            turned[i] = sizes[order[i]];
        }
        float[] numbers = new float[floats.length];
        int[] at = new int[turned.length];
        for (int i = 0; i < numbers.length; i++) {
            int from = 0;
            for (int axis = 0; axis < at.length; axis++) {
                from += at[axis] * strides[order[axis]];
            }
            numbers[i] = floats[from];
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == turned[axis]; axis--) {
                at[axis] = 0;
            }
        }
        return new OnnxTensor(name, turned, numbers);
    }

    /** {@code fc.weight (10 x 64)}. */
    @Override
    public String toString() {
        return name + " (" + Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" x ")) + ")";
    }
}
