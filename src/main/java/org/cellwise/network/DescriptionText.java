package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.tensor.Shape;

/** Layers and the meaning of outputs as plain values, and back; sizes are bounded by what a file could need. */
final class DescriptionText {
    private static final int MOST_LAYERS = 10_000;
    private static final int USUAL = 1 << 20; // a size that needs no reason

    private DescriptionText() {}

    static Map<String, Object> write(Description layer) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", layer.kind());
        all.put("settings", layer.settings());
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Description.Part part : layer.parts()) {
            Map<String, Object> with = new LinkedHashMap<>();
            with.put("role", part.role());
            with.put("name", part.name());
            with.putAll(write(part.description()));
            parts.add(with);
        }
        all.put("parts", parts);
        return all;
    }

    /**
     * The layers that were written.
     *
     * @param numbers that the file holds, more than which no size of a layer is
     */
    static List<Layer> layers(Fields saved, long numbers) {
        int[] left = {MOST_LAYERS};
        return saved.objects("layers").stream()
                .map(layer -> layer(layer, Math.max(USUAL, numbers), left))
                .toList();
    }

    private static Layer layer(Fields saved, long most, int[] left) {
        Description description = description(saved, most, left);
        try {
            return LayerCatalog.layer(description);
        } catch (FileFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(saved.what() + ": " + e.getMessage(), e);
        }
    }

    private static Description description(Fields saved, long most, int[] left) {
        if (--left[0] < 0) {
            throw new FileFormatException(saved.what() + ": there are more than " + MOST_LAYERS + " layers");
        }
        Fields settings = saved.object("settings");
        settings.values().forEach((name, value) -> checkSize(settings.what() + "." + name, value, most));
        List<Description.Part> parts = saved.objects("parts").stream()
                .map(part -> new Description.Part(part.text("role"), part.text("name"), description(part, most, left)))
                .toList();
        return new Description(saved.text("kind"), settings.values(), parts, Description.Flow.OTHER, List.of());
    }

    private static void checkSize(String what, Object value, long most) {
        if (value instanceof List<?> list) {
            list.forEach(item -> checkSize(what, item, most));
        } else if (value instanceof Long size && Math.abs(size) > most) {
            throw new FileFormatException(what + " is " + size + ", more than the file has numbers for");
        }
    }

    /** The same with the entries of all maps by name, so that equal ones are written alike. */
    static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put(String.valueOf(name), sorted(item)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(DescriptionText::sorted).toList()
                : value;
    }

    static List<Integer> sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).boxed().toList();
    }

    static Shape shape(Fields saved, String name) {
        return Shape.of(saved.sizes(name));
    }

    static Map<String, Object> write(OutputMeaning meaning) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", meaning.kind().name().toLowerCase(Locale.ROOT));
        all.put("scale", meaning.scale().name().toLowerCase(Locale.ROOT));
        all.put("names", meaning.names());
        all.put("width", meaning.width());
        all.put("positions", meaning.positions());
        return all;
    }

    /** The meaning that was written; refused where it is not that of outputs of this shape. */
    static OutputMeaning meaning(Fields saved, Shape output) {
        OutputMeaning meaning = new OutputMeaning(
                saved.constant("kind", OutputMeaning.Kind.class),
                saved.constant("scale", Scale.class),
                saved.texts("names"),
                saved.whole("width", 1, Integer.MAX_VALUE),
                saved.whole("positions", 1, Integer.MAX_VALUE));
        int names = meaning.names().size();
        boolean twoClasses = meaning.kind() == OutputMeaning.Kind.TWO_CLASSES;
        boolean fits = (long) meaning.width() * meaning.positions() == output.elements()
                && (!twoClasses || meaning.width() == 1)
                && (names == 0 || names == (twoClasses ? 2 : meaning.width()));
        if (!fits) {
            throw new FileFormatException(saved.what() + " is not one of outputs of shape " + output);
        }
        return meaning;
    }
}
