package org.cellwise.train.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;
import org.cellwise.train.CrossValidation;

/**
 * What a search has tried.
 *
 * @param trials those trained longest first, and of these the one with the least mean loss
 */
public record SearchResult(List<Trial> trials) {
    /**
     * One choice and how good it is.
     *
     * @param setting what was chosen
     * @param epochs for how long at most
     * @param result loss and metrics of each fold
     */
    public record Trial(Setting setting, int epochs, CrossValidation result) {
        /** The mean loss over the folds. */
        public double loss() {
            return result.mean("loss");
        }
    }

    public SearchResult {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("A search expects 1 trial or more, but got none");
        }
        trials = trials.stream()
                .sorted(Comparator.comparing(Trial::epochs, Comparator.reverseOrder())
                        .thenComparing(Trial::loss))
                .toList();
    }

    /** The best choice, for a trainer made in the same way. */
    public Setting best() {
        return trials.get(0).setting();
    }

    /** A line for each trial, the best first. */
    public TextTable table() {
        Trial first = trials.get(0);
        List<String> header = new ArrayList<>(first.setting().values().keySet());
        header.add("epochs");
        List<Boolean> numbers = new ArrayList<>();
        first.setting().values().values().forEach(value -> numbers.add(value instanceof Number));
        numbers.add(true);
        for (String name : first.result().names()) {
            header.add(name);
            header.add("±");
            numbers.add(true);
            numbers.add(true);
        }
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            List<String> row = new ArrayList<>();
            trial.setting().values().values().forEach(value -> row.add(Setting.word(value)));
            row.add(String.valueOf(trial.epochs()));
            for (String name : first.result().names()) {
                boolean measured = Double.isFinite(trial.loss());
                row.add(measured ? Numbers.significant(trial.result().mean(name), 4) : "diverged");
                row.add(measured ? Numbers.significant(trial.result().deviation(name), 2) : "");
            }
            rows.add(row);
        }
        String title = "%s; best: %s".formatted(Names.count(trials.size(), "trial"), best());
        return new TextTable(title, header, numbers, rows);
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
