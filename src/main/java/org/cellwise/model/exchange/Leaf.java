package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/** A layer with parameters and without parts, and how it keeps them. */
record Leaf(BuiltLayer layer) {
    private static final String ATTENTION = "self_attention";

    /** All of a network, in the order in which rows go through them. */
    static List<Leaf> of(Network network) {
        List<Leaf> leaves = new ArrayList<>();
        network.layers().forEach(layer -> add(layer, leaves));
        return leaves;
    }

    private static void add(BuiltLayer layer, List<Leaf> leaves) {
        if (layer.parts().isEmpty()) {
            if (!layer.parameters().isEmpty()) {
                leaves.add(new Leaf(layer));
            }
        } else {
            layer.parts().forEach(part -> add(part, leaves));
        }
    }

    String kind() {
        return layer.description().kind();
    }

    List<Parameter> parameters() {
        return layer.parameters();
    }

    /** The name of a parameter within the layer, such as {@code weight} or {@code in.bias}. */
    String end(Parameter ours) {
        return ours.name().substring(layer.name().length() + 1);
    }

    /** How an array of PyTorch's becomes a parameter. */
    Conversion torch(Parameter ours) {
        if (ours.role() != Parameter.Role.WEIGHT) {
            return Conversion.AS_IS;
        }
        return switch (kind()) {
            case "embedding", "positions", "segments", "class_token" -> Conversion.AS_IS;
            case "depthwise_conv2d" -> Conversion.RESHAPED;
            case "conv1d" -> Conversion.REVERSED;
            default ->
                switch (ours.shape().rank()) {
                    case 2 -> Conversion.TRANSPOSED;
                    case 4 -> Conversion.FIRST_AXIS_LAST;
                    default -> Conversion.AS_IS;
                };
        };
    }

    /** How many columns each of several arrays becomes: of attention queries, keys and values, which may be fewer. */
    int[] columns(Parameter ours, int arrays) {
        int all = ours.shape().last();
        int[] columns = new int[arrays];
        int first = kind().equals(ATTENTION) && arrays == 3 ? layer.output().last() : all / arrays;
        columns[0] = first;
        for (int i = 1; i < arrays; i++) {
            columns[i] = arrays == 1 ? all : (all - first) / (arrays - 1);
        }
        return columns;
    }

    /** A setting of the layer, such as how many heads it has. */
    int setting(String name) {
        return layer.description().setting(name) instanceof Number number ? number.intValue() : 1;
    }

    /** Arrays side by side, all treated alike; null where they do not fit. */
    List<Piece> pieces(Parameter ours, List<NamedArray> theirs, Conversion how) {
        int[] columns = columns(ours, theirs.size());
        List<Piece> pieces = new ArrayList<>();
        int sum = 0;
        for (int i = 0; i < columns.length; i++) {
            Piece piece = new Piece(theirs.get(i), how, columns[i]);
            if (!piece.fits(ours)) {
                return null;
            }
            pieces.add(piece);
            sum += columns[i];
        }
        return sum == ours.shape().last() ? pieces : null;
    }
}
