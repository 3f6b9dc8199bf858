package org.cellwise.layer;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.tensor.Attributes;

/**
 * What a layer is, for whoever draws, counts, explains or saves it without knowing its class.
 *
 * @param kind such as {@code conv2d}
 * @param settings by name, as plain numbers, booleans, texts and lists; what is left to its default is missing
 * @param parts the layers in it, in order
 * @param flow how numbers go through it
 * @param words what it is with its main numbers, in short lines
 */
public record Description(String kind, Map<String, Object> settings, List<Part> parts, Flow flow, List<String> words) {
    private static final int WORDS = 3;

    /** How numbers go through a layer; drawings show it by a shape of its own. */
    public enum Flow {
        /** From all inputs to every unit, as in a dense layer. */
        UNITS,
        /** From window to window of an image, as in convolution and pooling. */
        WINDOW,
        /** Step by step along a sequence, with a state. */
        RECURRENT,
        /** Each number, or each row, through a function without parameters: an activation. */
        FUNCTION,
        /** Each number by itself, scaled, shifted, dropped, or in another place: normalisation, dropout, flatten. */
        PASS,
        /** Through the parts one after the other. */
        CHAIN,
        /** Through the parts and around them, added up; those with the role {@code shortcut} are on the way around. */
        RESIDUAL,
        /** Through all parts at once, whose outputs are put side by side. */
        BRANCHES,
        /** In another way. */
        OTHER
    }

    /**
     * A layer in a layer.
     *
     * @param role what it is in it, such as {@code layers} or {@code shortcut}
     * @param name within the layer around it, such as {@code dense_1}
     */
    public record Part(String role, String name, Description description) {}

    public Description {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        parts = List.copyOf(parts);
        words = List.copyOf(words);
    }

    /**
     * What a layer says by being a record: its components that are layers are its parts, all others its settings. Layers
     * that are no records have their kind alone.
     */
    public static Description of(Layer layer) {
        Map<String, Object> settings = new LinkedHashMap<>(Attributes.of(layer, part -> part instanceof Layer));
        List<Part> parts = new ArrayList<>();
        RecordComponent[] components =
                layer instanceof Record ? layer.getClass().getRecordComponents() : null;
        for (RecordComponent component : components == null ? new RecordComponent[0] : components) {
            String name = component.getName();
            Object value = Attributes.read(layer, component);
            if (value instanceof Layer part) {
                settings.remove(name);
                parts.add(new Part(name, name, part.describe()));
            } else if (isLayers(value, component)) {
                settings.remove(name);
                parts.addAll(parts(name, "", layers(value)));
            } else if (value instanceof Initializer initializer) {
                settings.put(name, initializer.name());
            } else if (value instanceof Outputs outputs) {
                settings.keySet().removeAll(Attributes.of(outputs).keySet());
                settings.put(name, outputs.names());
            }
        }
        settings.remove("kind"); // of layers that come in several
        Flow flow = parts.isEmpty() ? Flow.OTHER : Flow.CHAIN;
        return new Description(layer.kind(), settings, parts, flow, words(layer.kind(), settings));
    }

    private static boolean isLayers(Object value, RecordComponent component) {
        return value instanceof List<?> list
                && (list.isEmpty()
                        ? component.getGenericType().getTypeName().contains(Layer.class.getName())
                        : list.get(0) instanceof Layer);
    }

    private static List<Layer> layers(Object list) {
        return ((List<?>) list).stream().map(Layer.class::cast).toList();
    }

    /** Layers in a row as parts, named after their kinds. */
    public static List<Part> parts(String role, String before, List<Layer> layers) {
        List<String> names = names(layers);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            parts.add(new Part(role, before + names.get(i), layers.get(i).describe()));
        }
        return parts;
    }

    /** What layers in a row are called: {@code dense_1, relu_1, dense_2}. */
    public static List<String> names(List<Layer> layers) {
        Map<String, Integer> counts = new HashMap<>();
        return layers.stream()
                .map(layer -> layer.kind() + "_" + counts.merge(layer.kind(), 1, Integer::sum))
                .toList();
    }

    // kind and numbers, as long as they are few
    private static List<String> words(String kind, Map<String, Object> settings) {
        return Stream.concat(
                        Stream.of(pretty(kind)),
                        settings.entrySet().stream()
                                .filter(e -> e.getValue() instanceof Number)
                                .map(e -> e.getKey() + " " + e.getValue()))
                .limit(WORDS)
                .toList();
    }

    private static String pretty(String kind) {
        return kind.replace('_', ' ');
    }

    /** With another flow; what passes numbers on is called by its kind alone. */
    public Description flow(Flow other) {
        boolean passes = other == Flow.PASS || other == Flow.FUNCTION;
        return new Description(kind, settings, parts, other, passes ? List.of(pretty(kind)) : words);
    }

    /** With other words; empty ones are left out. */
    public Description words(String... lines) {
        List<String> given = Stream.of(lines).filter(line -> !line.isEmpty()).toList();
        return new Description(kind, settings, parts, flow, given);
    }

    /** With other settings. */
    public Description settings(Map<String, Object> others) {
        return new Description(kind, others, parts, flow, words);
    }

    /** With other parts. */
    public Description parts(List<Part> others) {
        return new Description(kind, settings, others, flow, words);
    }

    /** A setting, or null where it is left to its default. */
    public Object setting(String name) {
        return settings.get(name);
    }

    /** Whether it is an activation, or passes each number on otherwise. */
    public boolean passes() {
        return flow == Flow.FUNCTION || flow == Flow.PASS;
    }

    /** Whether it is made of the layers in it. */
    public boolean nests() {
        return flow == Flow.CHAIN || flow == Flow.RESIDUAL || flow == Flow.BRANCHES;
    }

    /** {@code dense(units=4, biased=true)}, with its parts. */
    @Override
    public String toString() {
        return Stream.concat(
                        settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                        parts.stream().map(part -> part.name() + ": " + part.description()))
                .collect(Collectors.joining(", ", kind + "(", ")"));
    }
}
