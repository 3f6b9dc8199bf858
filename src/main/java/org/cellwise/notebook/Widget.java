package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Markup;

/**
 * Something in the page that the user moves or presses, by the protocol of ipywidgets 8, which classic notebooks, JupyterLab
 * and VS Code share. Without a kernel that keeps it in step, and in a saved notebook, it is words: what it is set to.
 *
 * @see <a href="https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md">the messages</a>
 */
public class Widget {
    /** The MIME type by which a page finds the model to show; our bundles have its id there. */
    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String OUTPUT = "@jupyter-widgets/output";
    private static final String VERSION = "2.0.0";
    private static final String OUTPUT_VERSION = "1.0.0";

    private final String kind;
    private final Map<String, Object> state;
    private final List<Widget> children;
    private WidgetHost.Model model;
    private WidgetHost.Model area; // for what its code prints, where it was shown last

    Widget(String kind, Map<String, Object> state, List<Widget> children) {
        this.kind = kind;
        this.state = new LinkedHashMap<>(state);
        this.children = children;
    }

    /** Widgets beside each other. */
    public static Widget row(Widget... widgets) {
        return box("HBox", widgets);
    }

    /** Widgets below each other. */
    public static Widget column(Widget... widgets) {
        return box("VBox", widgets);
    }

    private static Widget box(String kind, Widget... widgets) {
        for (Widget one : widgets) {
            Objects.requireNonNull(one, "A row or column expects widgets, but got null among them");
        }
        return new Widget(kind, Map.of(), List.of(widgets));
    }

    /** Hears what the page changed. */
    void hear(Map<String, Object> changed) {}

    /** Changes its state, here and in the page. */
    final void change(String name, Object value) {
        state.put(name, value);
        if (model != null) {
            Publishing.guarded(() -> model.update(Map.of(name, value)));
        }
    }

    /** What it is and how it is set, in words. */
    @Override
    public String toString() {
        return children.stream().map(Widget::toString).collect(Collectors.joining("; "));
    }

    /** As a notebook shows it. */
    MimeBundle bundle() {
        Map<String, String> forms = new LinkedHashMap<>();
        Kernel.running().flatMap(Kernel::widgets).ifPresent(host -> forms.put(VIEW, withOutput(host)));
        forms.put("text/html", "<p>" + Markup.escape(toString()) + "</p>");
        forms.put("text/plain", toString());
        return new MimeBundle(forms, Map.of());
    }

    /** The id of a column of this and, below it, a place for what its code prints. */
    private String withOutput(WidgetHost host) {
        open(host);
        Map<String, Object> state = described(OUTPUT, OUTPUT_VERSION, "Output", "Output");
        state.put("layout", reference(open(host, described(BASE, VERSION, "Layout", "Layout"))));
        state.put("outputs", List.of());
        state.put("msg_id", "");
        area = host.open(state, changed -> {});
        showIn(area);
        Map<String, Object> column = described(CONTROLS, VERSION, "VBox", "VBox");
        column.put("layout", state.get("layout"));
        column.put("children", List.of(reference(model.id()), reference(area.id())));
        return open(host, column);
    }

    private void showIn(WidgetHost.Model place) {
        model.showIn(place);
        children.forEach(child -> child.showIn(place));
    }

    /** Shows the content in a display below this, and in its own area where the page no longer moves the display. */
    final void show(LiveDisplay below, MimeBundle content) {
        below.show(content);
        if (area != null && model.wasLoadedAgain()) {
            Map<String, Object> output =
                    Map.of("output_type", "display_data", "data", content.data(), "metadata", content.metadata());
            Publishing.guarded(() -> area.update(Map.of("outputs", List.of(output))));
        }
    }

    /** Its id in the page, where it is made if it is not there yet. */
    private synchronized String open(WidgetHost host) {
        if (model == null) {
            Map<String, Object> all = described(CONTROLS, VERSION, kind, kind);
            all.put("layout", reference(layout(host)));
            if (hasStyle()) {
                all.put("style", reference(open(host, style())));
            }
            List<String> inner = new ArrayList<>();
            children.forEach(child -> inner.add(reference(child.open(host))));
            if (!children.isEmpty()) {
                all.put("children", inner);
            }
            all.putAll(state);
            model = host.open(all, this::hear);
        }
        return model.id();
    }

    private boolean hasStyle() {
        return children.isEmpty();
    }

    private Map<String, Object> style() {
        String type = kind.contains("Slider") ? "Slider" : kind.equals("Button") ? "Button" : "Description";
        Map<String, Object> style = described(CONTROLS, VERSION, type + "Style", "Style");
        style.put("_view_module", BASE);
        if (!type.equals("Button")) {
            style.put("description_width", "initial");
        }
        return style;
    }

    /** A label takes its room beside what it labels, however long it is. */
    private String layout(WidgetHost host) {
        Map<String, Object> layout = described(BASE, VERSION, "Layout", "Layout");
        if (kind.equals("Button") || kind.equals("Checkbox")) {
            layout.put("min_width", "148px");
            layout.put("width", "max-content");
        } else if (state.get("description") instanceof String label) {
            layout.put("width", "calc(260px + " + label.length() + "ch)");
        }
        return open(host, layout);
    }

    private static String open(WidgetHost host, Map<String, Object> state) {
        return host.open(state, changed -> {}).id();
    }

    private static String reference(String id) {
        return "IPY_MODEL_" + id;
    }

    private static Map<String, Object> described(String module, String version, String model, String view) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("_model_module", module);
        state.put("_model_module_version", version);
        state.put("_model_name", model + "Model");
        state.put("_view_module", module);
        state.put("_view_module_version", version);
        state.put("_view_name", view + "View");
        return state;
    }

    /** What a front end wants at that MIME type; empty for others. */
    static Optional<Object> content(String type, String id) {
        return type.equals(VIEW)
                ? Optional.of(Map.of("version_major", 2, "version_minor", 0, "model_id", id))
                : Optional.empty();
    }
}
