package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.model.rebuild.WireReader.LongList;
import org.cellwise.text.Names;

/**
 * What an ONNX file holds: the steps of its graph in order, numbers that do not change, its one input and one output.
 *
 * @param opset version of the ops
 * @param input its name
 * @param sizes of the input, rows first, whose number is -1 where it is open
 */
record OnnxModel(
        List<Node> nodes, Map<String, OnnxTensor> constants, long opset, String input, int[] sizes, String output) {
    private static final int MOST_AXES = 8;
    private static final int LARGEST = 1 << 24; // of an input's axes

    /**
     * A step.
     *
     * @param attributes {@code Long}s, {@code Float}s, texts, {@code long[]}, {@link OnnxTensor}s, or something else
     */
    record Node(String name, String op, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {
        /** In words. */
        String words() {
            return "the node " + Names.shorten(name.isEmpty() ? "before " + outputs : name) + " (" + op + ")";
        }

        boolean has(int i) {
            return i < inputs.size() && !inputs.get(i).isEmpty();
        }

        long whole(String attribute, long otherwise) {
            return attributes.get(attribute) instanceof Long number ? number : otherwise;
        }

        double number(String attribute, double otherwise) {
            return attributes.get(attribute) instanceof Float number ? number : otherwise;
        }

        String text(String attribute, String otherwise) {
            return attributes.get(attribute) instanceof String text ? text : otherwise;
        }

        /** Whole numbers; null where there are none. */
        int[] wholes(String attribute) {
            if (!(attributes.get(attribute) instanceof long[] numbers)) {
                return null;
            }
            int[] wholes = new int[numbers.length];
            for (int i = 0; i < wholes.length; i++) {
                wholes[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, numbers[i]));
            }
            return wholes;
        }
    }

    private record Input(String name, int[] sizes) {}

    static OnnxModel read(String what, byte... bytes) {
        WireReader in = WireReader.of(what, bytes);
        OnnxModel model = null;
        long opset = 0;
        while (in.next()) {
            if (in.field() == 7) {
                model = graph(in.message());
            } else if (in.field() == 8) {
                opset = Math.max(opset, opset(in.message()));
            } else {
                in.skip();
            }
        }
        if (model == null) {
            throw in.wrong("it has no graph");
        }
        return new OnnxModel(model.nodes, model.constants, opset, model.input, model.sizes, model.output);
    }

    private static long opset(WireReader in) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            if (in.field() == 1) {
                domain = in.text();
            } else if (in.field() == 2) {
                version = in.whole();
            } else {
                in.skip();
            }
        }
        return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
    }

    private static OnnxModel graph(WireReader in) {
        List<Node> nodes = new ArrayList<>();
        Map<String, OnnxTensor> constants = new HashMap<>();
        List<Input> inputs = new ArrayList<>();
        List<Input> outputs = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(node(in.message()));
                case 5 -> {
                    OnnxTensor tensor = OnnxTensor.read(in.message());
                    constants.put(tensor.name(), tensor);
                }
                case 11 -> inputs.add(input(in.message()));
                case 12 -> outputs.add(input(in.message()));
                case 15 -> throw in.wrong("it has sparse weights, which are not read");
                default -> in.skip();
            }
        }
        inputs.removeIf(input -> constants.containsKey(input.name)); // as old files have it
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw in.wrong("it has " + Names.count(inputs.size(), "input") + " and "
                    + Names.count(outputs.size(), "output") + ", but a network here has one of each");
        }
        int[] sizes = inputs.get(0).sizes;
        if (sizes.length < 2) {
            throw in.wrong("its input \"" + Names.shorten(inputs.get(0).name)
                    + "\" says no shape of rows: export it with an input of rows and features, or images");
        }
        long product = 1;
        for (int i = 1; i < sizes.length; i++) {
            product *= sizes[i];
            if (sizes[i] < 1 || product > LARGEST) {
                throw in.wrong("axis " + i + " of its input \"" + Names.shorten(inputs.get(0).name)
                        + "\" is open or too large, but a network here knows the shape of its rows: export it with a fixed"
                        + " one");
            }
        }
        return new OnnxModel(nodes, constants, 0, inputs.get(0).name, sizes, outputs.get(0).name);
    }

    /** A name and a shape; -1 for sizes that are open. */
    private static Input input(WireReader in) {
        String name = "";
        LongList sizes = new LongList();
        while (in.next()) {
            if (in.field() == 1) {
                name = in.text();
            } else if (in.field() == 2) {
                WireReader type = in.message();
                while (type.next()) {
                    if (type.field() == 1) {
                        tensorType(type.message(), sizes);
                    } else {
                        type.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        int[] shape = new int[Math.min(MOST_AXES, sizes.size())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i) < 1 || sizes.get(i) > LARGEST ? -1 : (int) sizes.get(i);
        }
        return new Input(name, shape);
    }

    private static void tensorType(WireReader in, LongList sizes) {
        while (in.next()) {
            if (in.field() != 2) {
                in.skip();
                continue;
            }
            WireReader shape = in.message();
            while (shape.next()) {
                if (shape.field() != 1) {
                    shape.skip();
                    continue;
                }
                WireReader axis = shape.message();
                long size = -1;
                while (axis.next()) {
                    if (axis.field() == 1) {
                        size = axis.whole();
                    } else {
                        axis.skip();
                    }
                }
                sizes.add(size);
            }
        }
    }

    private static Node node(WireReader in) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Object> attributes = new HashMap<>();
        String name = "";
        String op = "";
        String domain = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(in.text());
                case 2 -> outputs.add(in.text());
                case 3 -> name = in.text();
                case 4 -> op = in.text();
                case 5 -> attribute(in.message(), attributes);
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        String whole = domain.isEmpty() || domain.equals("ai.onnx") ? op : domain + "." + op;
        return new Node(name, whole, inputs, outputs, attributes);
    }

    private static void attribute(WireReader in, Map<String, Object> attributes) {
        String name = "";
        Object value = null;
        LongList wholes = new LongList();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> value = in.number();
                case 3 -> value = in.whole();
                case 4 -> value = in.text();
                case 5 -> value = OnnxTensor.read(in.message());
                case 8 -> in.wholes(wholes);
                default -> in.skip();
            }
        }
        Object kept = value == null ? wholes.toArray() : value;
        attributes.put(name, kept);
    }
}
