package org.cellwise.model.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX graph that grows node by node; values have names, and nodes are named after what they put out. */
final class Graph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int STRING = 8;
    private static final int DOUBLE = 11;

    /** What a value holds. */
    enum Type {
        FLOATS(FLOAT),
        DOUBLES(DOUBLE),
        TEXTS(STRING);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /** A value that comes from outside; its first axis is that of the rows. */
    private record Given(String name, Type type, int... row) {}

    private final List<Given> inputs = new ArrayList<>();

    private final List<Message> nodes = new ArrayList<>();
    private final Map<String, Message> initializers = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private String step = "";

    /** What follows belongs to a step of this name. */
    void enter(String name) {
        step = name;
    }

    /** A value that comes from outside, under a name as near to the wanted one as there is. */
    String input(String wanted, Type type, int... row) {
        inputs.add(new Given(unique(wanted), type, row));
        return inputs.get(inputs.size() - 1).name;
    }

    /** A name that nothing has yet, and nothing else gets; as near to the wanted one as there is. */
    String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /**
     * A node with one output.
     *
     * @param op its name, after a colon behind that of its domain where that is another than ONNX's own
     * @param attributes names and values in turn: {@code Long} or {@code Integer}, {@code Float} or {@code Double}, texts,
     *     {@code int[]}, lists of texts
     * @return the name of its output
     */
    String node(String op, List<String> inputs, Object... attributes) {
        String output = unique(step + "/" + op);
        node(op, inputs, List.of(output), attributes);
        return output;
    }

    /** A node whose outputs have names. */
    void node(String op, List<String> inputs, List<String> outputs, Object... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        int colon = op.indexOf(':');
        node.text(3, outputs.get(outputs.size() - 1)).text(4, op.substring(colon + 1));
        for (int i = 0; i < attributes.length; i += 2) {
            node.message(5, attribute((String) attributes[i], attributes[i + 1]));
        }
        nodes.add(colon < 0 ? node : node.text(7, op.substring(0, colon)));
    }

    private static Message attribute(String name, Object value) {
        Message attribute = new Message().text(1, name);
        if (value instanceof int[] list) {
            for (int item : list) {
                attribute.whole(8, item);
            }
            return attribute.whole(20, 7);
        }
        if (value instanceof String text) {
            return attribute.text(4, text).whole(20, 3);
        }
        if (value instanceof List<?> texts) {
            texts.forEach(text -> attribute.text(9, String.valueOf(text)));
            return attribute.whole(20, 8);
        }
        return value instanceof Double || value instanceof Float
                ? attribute.number(2, ((Number) value).floatValue()).whole(20, 1)
                : attribute.whole(3, ((Number) value).longValue()).whole(20, 2);
    }

    /** Numbers that do not change, under a name; twice the same name are the same numbers. */
    String constant(String name, int[] shape, float... numbers) {
        if (initializers.containsKey(name)) {
            return name;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return constant(unique(name), FLOAT, shape, bytes.array());
    }

    /** One number that does not change. */
    String number(double value) {
        return constant(step + "/number_" + (float) value, new int[0], (float) value);
    }

    /** Doubles that do not change, beside each other in one row. */
    String doubles(double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return constant(unique(step + "/doubles"), DOUBLE, new int[] {1, numbers.length}, bytes.array());
    }

    /** Whole numbers that do not change, such as a shape. */
    String wholes(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putLong(number);
        }
        return constant(unique(step + "/sizes"), INT64, new int[] {numbers.length}, bytes.array());
    }

    private String constant(String name, int type, int[] shape, byte... numbers) {
        Message tensor = new Message();
        for (int size : shape) {
            tensor.whole(1, size);
        }
        initializers.put(name, tensor.whole(2, type).text(8, name).bytes(9, numbers));
        return name;
    }

    /** The graph as a message, to one output whose first axis is that of the rows. */
    Message message(String name, String output, int... outputShape) {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        initializers.values().forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, value(input.name, input.type, input.row)));
        return graph.message(12, value(output, Type.FLOATS, outputShape));
    }

    private static Message value(String name, Type type, int... row) {
        Message shape = new Message().message(1, new Message().text(2, "rows"));
        for (int size : row) {
            shape.message(1, new Message().whole(1, size));
        }
        Message tensor = new Message().whole(1, type.number).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}
