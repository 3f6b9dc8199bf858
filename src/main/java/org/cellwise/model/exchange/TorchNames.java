package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.file.TensorEntry;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/** How PyTorch calls what our layers have, and in what order its modules stand. */
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

    /** Layers whose matrices PyTorch keeps as we do. */
    private static final Set<String> AS_THEY_ARE = Set.of("embedding", "positions");

    private static final int IMAGE_RANK = 4;

    private TorchNames() {}

    static List<NameMap.Row> propose(Network network, Map<String, TensorEntry> theirs) {
        Map<String, NameMap.Row> found = new LinkedHashMap<>();
        Map<String, Map<String, TensorEntry>> modules = modules(theirs.values());
        List<String> left = new ArrayList<>(modules.keySet());
        int next = 0;
        for (BuiltLayer layer : leaves(network.layers())) {
            List<NameMap.Row> rows = null;
            for (int i = 0; i < left.size() && rows == null; i++) {
                int at = (next + i) % left.size(); // those after the last one first
                rows = rows(network, layer, modules.get(left.get(at)));
                if (rows != null) {
                    left.remove(at);
                    next = left.isEmpty() ? 0 : at % left.size();
                }
            }
            if (rows != null) {
                rows.forEach(row -> found.put(row.ours().name(), row));
            }
        }
        return network.parameters().list().stream()
                .map(p -> found.getOrDefault(p.name(), alike(network, p, theirs)))
                .toList();
    }

    /** By the same name, as in a file of ours; else none. */
    private static NameMap.Row alike(Network network, Parameter ours, Map<String, TensorEntry> theirs) {
        TensorEntry entry = theirs.get(ours.name());
        boolean same = entry != null && NameMap.fits(ours, entry, Conversion.AS_IS);
        return same
                ? new NameMap.Row(ours, entry, Conversion.AS_IS)
                : new NameMap.Row(ours, null, conversion(network, ours));
    }

    private static List<BuiltLayer> leaves(List<BuiltLayer> layers) {
        List<BuiltLayer> leaves = new ArrayList<>();
        for (BuiltLayer layer : layers) {
            if (layer.parts().isEmpty()) {
                leaves.add(layer);
            } else {
                leaves.addAll(leaves(layer.parts()));
            }
        }
        leaves.removeIf(layer -> layer.parameters().isEmpty());
        return leaves;
    }

    /** The parameters of a layer as arrays of a module; null where they do not fit. */
    private static List<NameMap.Row> rows(Network network, BuiltLayer layer, Map<String, TensorEntry> module) {
        List<NameMap.Row> rows = new ArrayList<>();
        for (Parameter p : layer.parameters()) {
            String end = p.name().substring(layer.name().length() + 1);
            Conversion how = conversion(network, p);
            TensorEntry entry = ENDS.getOrDefault(end, List.of(end)).stream()
                    .map(module::get)
                    .filter(array -> array != null && NameMap.fits(p, array, how))
                    .findFirst()
                    .orElse(null);
            if (entry == null) {
                return null;
            }
            rows.add(new NameMap.Row(p, entry, how));
        }
        boolean all = module.keySet().stream()
                .allMatch(end -> end.equals("num_batches_tracked") || isTaken(rows, module, end));
        return all ? rows : null; // a layer with a bias is not one without
    }

    private static boolean isTaken(List<NameMap.Row> rows, Map<String, TensorEntry> module, String end) {
        return rows.stream().anyMatch(row -> row.theirs() == module.get(end));
    }

    static Conversion conversion(Network network, Parameter ours) {
        String kind = network.layers().stream()
                .flatMap(BuiltLayer::all)
                .filter(layer -> layer.parts().isEmpty() && layer.parameters().contains(ours))
                .map(layer -> layer.description().kind())
                .findFirst()
                .orElse("");
        if (AS_THEY_ARE.contains(kind) || ours.role() != Parameter.Role.WEIGHT) {
            return Conversion.AS_IS;
        }
        return switch (ours.shape().rank()) {
            case 2 -> Conversion.TRANSPOSED;
            case IMAGE_RANK -> Conversion.FIRST_AXIS_LAST;
            default -> Conversion.AS_IS;
        };
    }

    /** Arrays by module, in the natural order of names: {@code 2.weight} before {@code 10.weight}. */
    private static Map<String, Map<String, TensorEntry>> modules(Collection<TensorEntry> arrays) {
        Map<String, Map<String, TensorEntry>> modules =
                new TreeMap<>(Comparator.comparing(TorchNames::naturally).thenComparing(Comparator.naturalOrder()));
        for (TensorEntry array : arrays) {
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
    private static String naturally(String name) {
        Matcher matcher = Pattern.compile("\\d{1,9}").matcher(name);
        return matcher.replaceAll(number -> "0".repeat(9 - number.group().length()) + number.group());
    }
}
