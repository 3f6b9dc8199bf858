package org.cellwise.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a drawn network shows, in words and in its legend. */
final class NetworkWords {
    private static final double SIZE = 11;
    private static final double SWATCH = 24;
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
                    : " (" + names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more + ")";
        }
        return text + values(stage);
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

    private java.util.Optional<String> strongest() {
        String best = null;
        double most = 0;
        for (Stage stage : stages) {
            Stage.Links links = stage.isUnits() ? stage.units().links() : null;
            for (int i = 0; links != null && i < links.values().length; i++) {
                for (int j = 0; j < links.values()[i].length; j++) {
                    double value = links.values()[i][j];
                    if (Double.isFinite(value) && Math.abs(value) > most) {
                        most = Math.abs(value);
                        best = "the largest %s drawn is %s into %s unit %d"
                                .formatted(
                                        overlay.lines(),
                                        Numbers.significant(value, 3),
                                        stage.name(),
                                        stage.units().shown().unit(j) + 1);
                    }
                }
            }
        }
        return java.util.Optional.ofNullable(best);
    }

    /** One line that says what colours and widths mean, centred on x. */
    void drawLegend(Canvas canvas, double x, double y) {
        boolean lines = stages.stream()
                .anyMatch(stage -> stage.isUnits() && stage.units().links() != null);
        boolean rims = stages.stream()
                .filter(Stage::isUnits)
                .map(stage -> stage.units().biases())
                .anyMatch(Objects::nonNull);
        boolean dead = !overlay.dead().isEmpty();
        List<String> after = new ArrayList<>();
        if (lines) {
            after.add("as wide as large, up to " + Numbers.significant(limit, 3));
        }
        if (rims) {
            after.add("rim: bias" + (overlay.lines().equals("weight") ? "" : "'s " + overlay.lines()));
        }
        if (overlay.fills()) {
            after.add("inside: " + overlay.units());
        }
        String text = String.join("; ", after);
        double width = (lines ? 2 * (SWATCH + 6) + Labels.width("negative weight", SIZE) * 2 + 20 : 0)
                + Labels.width(text, SIZE)
                + (dead ? 60 : 0);
        double at = Math.max(8, x - width / 2);
        TextStyle style = TextStyle.size(SIZE).color(Theme.FAINT);
        if (lines) {
            at = swatch(canvas, at, y, Theme.NEGATIVE, "negative " + overlay.lines());
            at = swatch(canvas, at, y, Theme.POSITIVE, "positive " + overlay.lines());
        }
        if (dead) {
            canvas.circle(at + 6, y - 4, 5, Style.fill(Theme.NOT_FINITE));
            canvas.text("flat", at + 16, y, style);
            at += 50;
        }
        canvas.text(text, at, y, style);
    }

    private static double swatch(Canvas canvas, double x, double y, String color, String text) {
        canvas.line(x, y - 4, x + SWATCH, y - 4, Style.stroke(color, 3));
        canvas.text(text, x + SWATCH + 6, y, TextStyle.size(SIZE).color(Theme.FAINT));
        return x + SWATCH + 16 + Labels.width(text, SIZE);
    }
}
