package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What a drawn network shows, in words. */
final class NetworkWords {
    private static final int NAMED = 12;

    private final List<Stage> stages;
    private final Overlay overlay;
    private final double limit;

    NetworkWords(List<Stage> stages, Overlay overlay, double limit) {
        this.stages = stages;
        this.overlay = overlay;
        this.limit = limit;
    }

    String title() {
        return overlay.title().isEmpty() ? "Network " + sizes() : overlay.title();
    }

    // 3-4-4-2 where all is units
    private String sizes() {
        boolean plain = stages.stream().allMatch(stage -> stage.isUnits() || stage.isBar());
        return plain
                ? stages.stream()
                        .filter(Stage::isUnits)
                        .map(stage -> String.valueOf(stage.units().shown().count()))
                        .collect(Collectors.joining("-"))
                : "of " + (stages.size() - 1) + " layers";
    }

    String description() {
        List<String> parts = new ArrayList<>();
        stages.forEach(stage -> parts.add(describe(stage)));
        strongest().ifPresent(parts::add);
        if (overlay.fills()) {
            parts.add("circles are coloured by " + overlay.units() + ", each layer on a scale of its own");
        }
        return String.join("; ", parts) + ".";
    }

    private String describe(Stage stage) {
        if (stage.glyph() instanceof Glyph.Bar bar) {
            return bar.text();
        }
        String text = stage.captions().stream().distinct().collect(Collectors.joining(", "));
        if (stage.isUnits()) {
            List<String> names = stage.units().names().stream()
                    .filter(name -> !name.isEmpty())
                    .toList();
            String more = stage.units().shown().elided() || names.size() > NAMED ? ", …" : "";
            text += names.isEmpty()
                    ? ""
                    : " (" + names.stream().limit(NAMED).map(Names::shorten).collect(Collectors.joining(", ")) + more
                            + ")";
        }
        return text + values(stage) + inside(stage);
    }

    // what a block shows of its numbers
    private String inside(Stage stage) {
        String within = overlay.panels().entrySet().stream()
                .filter(e -> stage.glyph() != null && (e.getKey() + ".").startsWith(stage.name() + "."))
                .flatMap(e -> e.getValue().stream())
                .map(Panel::caption)
                .filter(caption -> !caption.isEmpty() && !caption.equals("output"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return within.isEmpty() ? "" : ", with " + within;
    }

    private String values(Stage stage) {
        double[] values = overlay.values().get(stage.output());
        if (values == null || !overlay.fills() || values.length > NAMED) {
            return "";
        }
        List<String> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(Numbers.significant(value, 3));
        }
        return ": " + String.join(", ", numbers);
    }

    private Optional<String> strongest() {
        String best = null;
        double largest = 0;
        for (Stage stage : stages) {
            Stage.Links links = stage.isUnits() ? stage.units().links() : null;
            for (int i = 0; links != null && i < links.values().length; i++) {
                for (int j = 0; j < links.values()[i].length; j++) {
                    double value = links.values()[i][j];
                    if (Double.isFinite(value) && Math.abs(value) > largest) {
                        largest = Math.abs(value);
                        best = "the largest %s drawn is %s into %s unit %s"
                                .formatted(
                                        overlay.lines(),
                                        Numbers.significant(value, 3),
                                        stage.name(),
                                        stage.units().shown().unit(j) + 1);
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** What colours and widths mean. */
    Legend legend() {
        boolean lines = stages.stream()
                .anyMatch(stage -> stage.isUnits() && stage.units().links() != null);
        boolean rims = stages.stream()
                .filter(Stage::isUnits)
                .map(stage -> stage.units().biases())
                .anyMatch(Objects::nonNull);
        Legend legend = new Legend();
        if (lines) {
            legend.line(Theme.NEGATIVE, "negative " + overlay.lines());
            legend.line(Theme.POSITIVE, "positive " + overlay.lines());
            legend.text("width: size, at most " + Numbers.significant(limit, 3));
        }
        if (rims) {
            legend.text("rim: " + (overlay.lines().equals("weight") ? "" : overlay.lines() + " of the ") + "bias");
        }
        if (overlay.fills()) {
            legend.text("inside: " + overlay.units());
        }
        if (!overlay.dead().isEmpty()) {
            legend.dot(Theme.NOT_FINITE, "flat on all rows");
        }
        return legend;
    }
}
