package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.model.exchange.Family.Slot;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/** The layers of a network beside those that a file of a known family has, both in the order in which rows go through them. */
final class FamilyNames {
    private final Map<String, NamedArray> theirs;
    private final String prefix;
    private final boolean woven;

    /**
     * Of a file.
     *
     * @param prefix what may stand before all names
     * @param woven whether the halves of heads stand in turn, as llama.cpp keeps them
     */
    FamilyNames(Map<String, NamedArray> theirs, String prefix, boolean woven) {
        this.theirs = theirs;
        this.prefix = prefix;
        this.woven = woven;
    }

    List<Row> propose(Network network, Family family) {
        List<Leaf> leaves = Leaf.of(network);
        int blocks = (int) leaves.stream()
                .filter(leaf -> leaf.kind().equals("self_attention"))
                .count();
        List<Slot> slots = family.slots(prefix, theirs, blocks);
        Map<String, Row> rows = new HashMap<>();
        int next = 0;
        for (Leaf leaf : leaves) {
            int at = slot(leaf, slots, next);
            for (Parameter p : leaf.parameters()) {
                rows.put(
                        p.name(),
                        at < 0
                                ? Row.nothing(p, "files of this kind have no " + leaf.kind() + " here")
                                : row(leaf, p, slots.get(at)));
            }
            next = at < 0 ? next : at + 1;
        }
        return network.parameters().list().stream().map(p -> rows.get(p.name())).toList();
    }

    /** The next layer of the kind, past those that may be missing; of several the first that fits. */
    private int slot(Leaf leaf, List<Slot> slots, int from) {
        int first = -1;
        for (int i = from; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            boolean isThere = find(slot.modules().get(0), "weight") != null;
            if (slot.kind().equals(leaf.kind()) && (isThere || !slot.optional())) {
                first = first < 0 ? i : first;
                if (leaf.parameters().stream().noneMatch(p -> row(leaf, p, slot).isMissing())) {
                    return i;
                }
            }
            if (!slot.optional()) {
                break;
            }
        }
        return first;
    }

    private Row row(Leaf leaf, Parameter ours, Slot slot) {
        List<String> modules = slot.modules();
        String end = leaf.end(ours);
        if (end.startsWith("in.")) {
            modules = modules.subList(0, modules.size() - 1);
        } else if (end.startsWith("out.")) {
            modules = modules.subList(modules.size() - 1, modules.size());
        }
        String last = end.substring(end.indexOf('.') + 1);
        List<NamedArray> arrays = new ArrayList<>();
        for (String module : modules) {
            NamedArray array = find(module, last);
            if (array == null) {
                return Row.nothing(ours, "expected \"" + prefix + module.replaceAll(".*\\|", "") + "." + last + "\"");
            }
            arrays.add(array);
            if (!last.equals("bias") && !hasBias(leaf, end) && find(module, "bias") != null) {
                return Row.nothing(ours, "\"" + array.name() + "\" has a bias beside it, this layer has none");
            }
        }
        List<Piece> pieces = Stream.of(conversions(leaf, ours, slot))
                .map(how -> leaf.pieces(ours, arrays, how))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        if (pieces == null) {
            return Row.nothing(ours, "of another shape: " + arrays.get(0));
        }
        return Row.of(ours, woven && end.equals("in.weight") && pieces.size() == 3 ? unwoven(leaf, pieces) : pieces);
    }

    private static boolean hasBias(Leaf leaf, String end) {
        String bias = end.substring(0, end.indexOf('.') + 1) + "bias";
        return leaf.parameters().stream().anyMatch(p -> leaf.end(p).equals(bias));
    }

    private static Conversion[] conversions(Leaf leaf, Parameter ours, Slot slot) {
        return switch (leaf.kind()) {
            case "positions" -> new Conversion[] {Conversion.RESHAPED, Conversion.FIRST_ROWS};
            case "class_token" -> new Conversion[] {Conversion.RESHAPED};
            default -> new Conversion[] {slot.plain() ? Conversion.AS_IS : leaf.torch(ours)};
        };
    }

    private static List<Piece> unwoven(Leaf leaf, List<Piece> pieces) {
        Piece queries = pieces.get(0);
        Piece keys = pieces.get(1);
        return List.of(
                new Piece(queries.theirs(), Conversion.unwoven(leaf.setting("heads")), queries.columns()),
                new Piece(keys.theirs(), Conversion.unwoven(leaf.setting("groups")), keys.columns()),
                pieces.get(2));
    }

    /** An array by the name of its module, of which there may be two, and what comes after it. */
    private NamedArray find(String module, String end) {
        String old = end.equals("weight") ? "gamma" : end.equals("bias") ? "beta" : end;
        for (String name : module.split("\\|")) {
            for (String before : List.of(prefix, "")) {
                for (String ending : List.of("." + end, "_" + end, "." + old, end.equals("weight") ? "" : "." + end)) {
                    NamedArray array = theirs.get(before + name + ending);
                    if (array != null) {
                        return array;
                    }
                }
            }
        }
        return null;
    }
}
