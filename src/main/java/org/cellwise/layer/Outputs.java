package org.cellwise.layer;

import java.util.List;
import org.cellwise.text.Names;

/** Names of a network's outputs, in order. */
public record Outputs(List<String> names) {
    public Outputs {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("outputs(…) expects at least one name, but got none");
        }
        Names.requireDistinct("output", names);
        names = List.copyOf(names);
    }
}
