package org.cellwise.notebook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cellwise.text.Given;

/** A widget that does something when it is pressed. */
public final class Button extends Widget {
    private final String label;
    private final Runnable action;

    private Button(String label, Runnable action) {
        super("Button", Map.of("description", Given.require(label, "button", "a label")), List.of());
        this.label = label;
        this.action = action;
    }

    /** @param action runs on the thread of the cells */
    public static Button of(String label, Runnable action) {
        return new Button(label, Objects.requireNonNull(action, "button expects what to do, but got null"));
    }

    /** Does what it does. */
    public void press() {
        action.run();
    }

    @Override
    void hear(Map<String, Object> changed) {
        if ("click".equals(changed.get("event"))) {
            press();
        }
    }

    @Override
    public String toString() {
        return "[" + label + "]";
    }
}
