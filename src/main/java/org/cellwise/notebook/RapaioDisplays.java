package org.cellwise.notebook;

import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cellwise.chart.picture.Headless;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/**
 * The rapaio-jupyter-kernel finds this by itself when our jar is on its class path; no other kernel loads it. What our
 * renderer knows becomes a bundle, which is rendered in all its forms; everything else is left to the kernel.
 */
public final class RapaioDisplays implements DisplayProvider {
    /** Called by the kernel. */
    public RapaioDisplays() {
        Headless.prefer();
    }

    /** Bundles, and the types for which the kernel's own renderers would come before a transformer. */
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(new Forms(MimeBundle.class), new Forms(RenderedImage.class), new Forms(Collection.class));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of(new Bundling());
    }

    /** The forms of a value; of those of ours that are texts too, since the kernel would take their lines for HTML. */
    static Optional<MimeBundle> bundle(Object value) {
        return Renderer.render(value)
                .or(() -> value != null && value.getClass().getName().startsWith("org.cellwise.")
                        ? Optional.of(MimeBundle.text(value.toString()))
                        : Optional.empty());
    }

    static DisplayData data(MimeBundle bundle) {
        DisplayData data = DisplayData.fromText(bundle.plain());
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        return data;
    }

    /** All forms of a value at once: the front end chooses. */
    private record Forms(Class<?> rendererClass) implements DisplayRenderer {
        @Override
        public boolean canRender(String mimeType) {
            return true;
        }

        @Override
        public DisplayData render(String mimeType, Object value) {
            return data(bundle(value).orElseGet(() -> MimeBundle.text(String.valueOf(value))));
        }
    }

    /** From what our renderer knows to a bundle. The kernel asks whether it can, and then for the same value. */
    private static final class Bundling implements DisplayTransformer {
        private record Rendered(Object value, MimeBundle bundle) {}

        private final ThreadLocal<Rendered> asked = new ThreadLocal<>();

        @Override
        public boolean canTransform(Object value) {
            Optional<MimeBundle> bundle = bundle(value);
            bundle.ifPresent(known -> asked.set(new Rendered(value, known)));
            return bundle.isPresent();
        }

        @Override
        public Class<?> transformedClass() {
            return MimeBundle.class;
        }

        @Override
        public Object transform(Object value) {
            Rendered rendered = asked.get();
            asked.remove();
            return rendered != null && rendered.value == value
                    ? rendered.bundle
                    : bundle(value).orElseGet(() -> MimeBundle.text(String.valueOf(value)));
        }
    }
}
