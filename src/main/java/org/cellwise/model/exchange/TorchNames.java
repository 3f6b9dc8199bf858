package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/** How PyTorch calls what our layers have, where no family of networks is known: by the order of modules, and by shapes. */
final class TorchNames {
    /** Ends of names, ours and theirs. */
    private static final Map<String, List<String>> ENDS = Map.of(
            "weight", List.of("weight", "weight_ih_l0", "gamma"),
            "bias", List.of("bias", "bias_ih_l0", "beta"),
            "running_mean", List.of("running_mean"),
            "running_var", List.of("running_var"),
            "state_weight", List.of("weight_hh_l0"),
            "state_bias", List.of("bias_hh_l0"),
            "in.weight", List.of("in_proj_weight"),
            "in.bias", List.of("in_proj_bias"),
            "out.weight", List.of("out_proj.weight"),
            "out.bias", List.of("out_proj.bias"));

    private TorchNames() {}

    static List<Row> propose(Network network, Map<String, NamedArray> theirs) {
        Map<String, Row> found = new LinkedHashMap<>();
        Map<String, Map<String, NamedArray>> modules = modules(theirs.values());
        List<String> left = new ArrayList<>(modules.keySet());
        int next = 0;
        for (Leaf leaf : Leaf.of(network)) {
            List<Row> rows = null;
            String taken = "";
            for (int i = 0; i < left.size() && rows == null; i++) {
                int at = (next + i) % left.size(); // those after the last one first
                rows = rows(leaf, modules.get(left.get(at)));
                if (rows != null) {
                    taken = left.remove(at);
                    next = left.isEmpty() ? 0 : at % left.size();
                }
            }
            if (rows != null) {
                String others = others(leaf, taken, modules);
                rows.forEach(row -> found.put(row.ours().name(), row.note(others)));
            }
        }
        return network.parameters().list().stream()
                .map(p -> found.getOrDefault(p.name(), alike(p, theirs)))
                .toList();
    }

    /** Says where another module would fit as well, and names without numbers tell no order. */
    private static String others(Leaf leaf, String taken, Map<String, Map<String, NamedArray>> modules) {
        String kind = taken.replaceAll("\\d+", "#");
        return modules.entrySet().stream()
                .filter(module ->
                        !module.getKey().replaceAll("\\d+", "#").equals(kind) && rows(leaf, module.getValue()) != null)
                .findFirst()
                .map(module -> "\"" + module.getKey() + "\" would fit as well")
                .orElse("");
    }

    /** By the same name, as in a file of ours; else none. */
    static Row alike(Parameter ours, Map<String, NamedArray> theirs) {
        NamedArray array = theirs.get(ours.name());
        Piece piece = Piece.whole(ours, array, Conversion.AS_IS);
        return array != null && piece.fits(ours) ? Row.of(ours, piece) : Row.nothing(ours, "");
    }

    /** The parameters of a layer as arrays of a module; null where they do not fit. */
    private static List<Row> rows(Leaf leaf, Map<String, NamedArray> module) {
        List<Row> rows = new ArrayList<>();
        for (Parameter p : leaf.parameters()) {
            String end = leaf.end(p);
            Piece piece = ENDS.getOrDefault(end, List.of(end)).stream()
                    .map(module::get)
                    .filter(array -> array != null)
                    .map(array -> Piece.whole(p, array, leaf.torch(p)))
                    .filter(each -> each.fits(p))
                    .findFirst()
                    .orElse(null);
            if (piece == null) {
                return null;
            }
            rows.add(Row.of(p, piece));
        }
        boolean all = module.entrySet().stream()
                .allMatch(array -> array.getKey().equals("num_batches_tracked")
                        || rows.stream().anyMatch(row -> row.theirs().contains(array.getValue())));
        return all ? rows : null; // a layer with a bias is not one without
    }

    /** Arrays by module, in the natural order of names: {@code 2.weight} before {@code 10.weight}. */
    private static Map<String, Map<String, NamedArray>> modules(Collection<NamedArray> arrays) {
        Map<String, Map<String, NamedArray>> modules =
                new TreeMap<>(Comparator.comparing(TorchNames::naturally).thenComparing(Comparator.naturalOrder()));
        for (NamedArray array : arrays) {
            String name = array.name();
            String end = end(name);
            String module = name.length() == end.length() ? "" : name.substring(0, name.length() - end.length() - 1);
            modules.computeIfAbsent(module, m -> new LinkedHashMap<>()).put(end, array);
        }
        return modules;
    }

    private static String end(String name) {
        for (List<String> ends : ENDS.values()) {
            for (String end : ends) {
                if (end.contains(".") && name.endsWith("." + end)) {
                    return end;
                }
            }
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** With numbers written to the same length. */
    static String naturally(String name) {
        Matcher matcher = Pattern.compile("\\d{1,9}").matcher(name);
        return matcher.replaceAll(number -> "0".repeat(9 - number.group().length()) + number.group());
    }
}
