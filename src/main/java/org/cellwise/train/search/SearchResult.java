package org.cellwise.train.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cellwise.text.Names;
import org.cellwise.text.TextTable;

/**
 * What a search has tried.
 *
 * @param trials those trained longest first, and of these the one with the least mean loss
 * @param unread names that nothing asked for, so that they change nothing
 */
public record SearchResult(List<Trial> trials, List<String> unread) {
    /**
     * One choice and how good it is.
     *
     * @param setting what was chosen
     * @param epochs for how long at most
     * @param result loss and metrics of each fold
     * @param repeats whether it is that of an earlier trial, which differs only in what was not asked for
     */
    public record Trial(Setting setting, int epochs, CrossValidation result, boolean repeats) {
        /** The mean loss over the folds. */
        public double loss() {
            return result.mean("loss");
        }
    }

    public SearchResult {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("A search expects 1 trial or more, but got none");
        }
        unread = List.copyOf(unread);
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
                row.add(measured ? CrossValidation.number(trial.result().mean(name), 4) : "diverged");
                row.add(measured ? CrossValidation.number(trial.result().deviation(name), 2) : "");
            }
            rows.add(row);
        }
        String title = "%s%s; best: %s".formatted(Names.count(trials.size(), "trial"), said(), best());
        return new TextTable(title, header, numbers, rows);
    }

    /** What was not trained since it would have changed nothing, in words. */
    private String said() {
        long trained = trials.stream().filter(trial -> !trial.repeats()).count();
        String said = unread.isEmpty()
                ? ""
                : "; nothing asked for %s, so that it changes nothing: use s.number(…), s.whole(…) or s.text(…) where the trainer is made"
                        .formatted(Names.list(
                                unread.stream().map(name -> "\"" + name + "\"").toList()));
        return trained == trials.size()
                ? said
                : said
                        + "; %s trained, the others differ only in what was not asked for"
                                .formatted(trained + (trained == 1 ? " was" : " were"));
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
