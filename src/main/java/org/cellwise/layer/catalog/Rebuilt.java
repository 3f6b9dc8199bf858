package org.cellwise.layer.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.text.Names;

/** Records from what was read off them: the way back from {@link Description#of}. */
final class Rebuilt {
    private Rebuilt() {}

    /**
     * A layer whose components are its settings, and layers its parts.
     *
     * @param part makes the layers in it
     */
    static Layer record(Class<? extends Layer> type, Description description, Function<Description, Layer> part) {
        Set<String> known = new HashSet<>();
        Object made = record(type, description, part, known);
        for (String name : description.settings().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(description.kind() + " has the setting " + Names.shorten(name)
                        + ", which this version of Cellwise does not know: it has " + Names.list(known));
            }
        }
        return (Layer) made;
    }

    private static Object record(
            Class<?> type, Description description, Function<Description, Layer> part, Set<String> known) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i], description, part, known);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalArgumentException(
                    description.kind() + " cannot be made with " + description.settings() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " has no constructor of its components", e);
        }
    }

    private static Object value(
            RecordComponent component, Description description, Function<Description, Layer> part, Set<String> known) {
        String name = component.getName();
        if (isLayers(component)) {
            List<Layer> layers = new ArrayList<>();
            description.parts().stream()
                    .filter(p -> p.role().equals(name))
                    .forEach(p -> layers.add(part.apply(p.description())));
            return layers;
        }
        if (Layer.class.isAssignableFrom(component.getType())) {
            return description.parts().stream()
                    .filter(p -> p.role().equals(name))
                    .map(p -> component.getType().cast(part.apply(p.description())))
                    .findFirst()
                    .orElse(null);
        }
        if (component.getType().isRecord() && component.getType() != Outputs.class) {
            // its components stand among the settings; none of them where it is null
            boolean there = Arrays.stream(component.getType().getRecordComponents())
                    .anyMatch(inner -> description.setting(inner.getName()) != null);
            return there ? record(component.getType(), description, part, known) : null;
        }
        known.add(name);
        return new Settings(description.kind(), description.settings()).value(name, component.getType());
    }

    private static boolean isLayers(RecordComponent component) {
        return component.getType() == List.class
                && component.getGenericType().getTypeName().contains(Layer.class.getName());
    }
}
