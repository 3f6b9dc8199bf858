package org.cellwise.train.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellwise.data.Folds;
import org.cellwise.data.Split;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.run.Runs;

/**
 * What to search over, and how a trainer is made of a choice; nothing is trained before {@link #grid}, {@link #random} or
 * {@link #halving}. It never changes: each name added gives a new one. Each choice is judged by cross-validation, so the
 * best one looks a little better than it is: judge it at last on rows that no fold has had.
 */
public final class Search {
    private static final int MOST = 10_000; // trials
    private static final int KEPT = 3; // of so many, one goes on to the next round of halving

    private final Folds folds;
    private final BiFunction<Split, Setting, Trainer> build;
    private final Metric[] metrics;
    private final Map<String, List<Object>> choices;
    private final Map<String, Function<SeededRandom, Object>> draws; // of all names, in the order they were added
    private final Runs runs; // where trials are kept; null for nowhere
    private final Trials elsewhere; // where they are trained; null for here

    private Search(
            Folds folds,
            BiFunction<Split, Setting, Trainer> build,
            Metric[] metrics,
            Map<String, List<Object>> choices,
            Map<String, Function<SeededRandom, Object>> draws,
            Runs runs,
            Trials elsewhere) {
        this.folds = folds;
        this.build = build;
        this.metrics = metrics;
        this.choices = choices;
        this.draws = draws;
        this.runs = runs;
        this.elsewhere = elsewhere;
    }

    /**
     * Over nothing yet.
     *
     * @param build makes a new network and its trainer for a fold and a choice
     * @param metrics what to measure beside the loss
     */
    public static Search of(Folds folds, BiFunction<Split, Setting, Trainer> build, Metric... metrics) {
        Given.require(folds, "search", "folds, such as table.folds(5)");
        Given.require(build, "search", "a function that makes a trainer of a fold and a setting");
        Given.require(metrics, "search", "metrics, or none");
        return new Search(folds, build, metrics.clone(), Map.of(), Map.of(), null, null);
    }

    /** The same with trainings elsewhere, such as on a cluster; here each choice is only made, to see what it asks for. */
    public Search on(Trials place) {
        return new Search(folds, build, metrics, choices, draws, runs, place);
    }

    /** Among these numbers or texts: {@code choose("units", 8, 16, 32)}. */
    public Search choose(String name, Object... values) {
        if (values.length == 0
                || List.of(values).stream().anyMatch(v -> !(v instanceof Number || v instanceof String))) {
            throw new IllegalArgumentException(
                    "choose expects numbers or texts for \"%s\", such as choose(\"%s\", 8, 16)".formatted(name, name));
        }
        List<Object> all = List.of(values);
        Map<String, List<Object>> more = new LinkedHashMap<>(choices);
        more.put(name, all);
        return with(name, more, random -> all.get(random.nextInt(all.size())));
    }

    /** Among all numbers between two, each as likely: {@code between("dropout", 0, 0.5)}. */
    public Search between(String name, double low, double high) {
        requireRange(name, low, high, Double.NEGATIVE_INFINITY);
        return with(name, choices, random -> random.nextDouble(low, high));
    }

    /** Among all numbers between two, each order of magnitude as likely: {@code logBetween("rate", 1e-4, 1e-1)}. */
    public Search logBetween(String name, double low, double high) {
        requireRange(name, low, high, 0);
        double from = StrictMath.log(low);
        double to = StrictMath.log(high);
        return with(name, choices, random -> StrictMath.exp(random.nextDouble(from, to)));
    }

    private static void requireRange(String name, double low, double high, double above) {
        if (!(low > above && low < high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "\"%s\" is searched between two finite numbers%s, the smaller first, but got %s and %s"
                            .formatted(name, above == 0 ? " above 0" : "", low, high));
        }
    }

    private Search with(String name, Map<String, List<Object>> all, Function<SeededRandom, Object> draw) {
        Given.require(name, "search", "a name for what is searched over");
        if (draws.containsKey(name)) {
            throw new IllegalArgumentException("\"%s\" is searched over already: name it once".formatted(name));
        }
        Map<String, Function<SeededRandom, Object>> more = new LinkedHashMap<>(draws);
        more.put(name, draw);
        return new Search(folds, build, metrics, all, more, runs, elsewhere);
    }

    /** Adds each trial to a file of runs as soon as it is done: {@code keep(runs("runs.jsonl"))}. */
    public Search keep(Runs kept) {
        return new Search(folds, build, metrics, choices, draws, kept, elsewhere);
    }

    /**
     * Tries each combination of what is chosen among.
     *
     * @throws IllegalArgumentException if something is searched over that has no end of values, or there are too many
     */
    public SearchResult grid(Epochs epochs) {
        List<Map<String, Object>> all = List.of(Map.of());
        for (String name : requireSome()) {
            if (!choices.containsKey(name)) {
                throw new IllegalArgumentException(
                        "grid expects values to choose among, but \"%s\" lies between two numbers: name values by choose(\"%s\", …), or call random(…)"
                                .formatted(name, name));
            }
            List<Map<String, Object>> more = new ArrayList<>();
            requireFew((long) all.size() * choices.get(name).size());
            for (Map<String, Object> one : all) {
                for (Object value : choices.get(name)) {
                    Map<String, Object> with = new LinkedHashMap<>(one);
                    with.put(name, value);
                    more.add(with);
                }
            }
            all = more;
        }
        return tried(all.stream().map(Setting::new).toList(), epochs);
    }

    /** Tries so many choices at random; none twice. */
    public SearchResult random(int count, Epochs epochs, Seed seed) {
        return tried(drawn(count, seed), epochs);
    }

    /**
     * Tries many choices for a few epochs, and the best third of them anew for three times as many, until one is trained
     * for as many as given (Jamieson and Talwalkar, 2016).
     */
    public SearchResult halving(int count, Epochs epochs, Seed seed) {
        List<Setting> left = drawn(count, seed);
        int rounds = 0;
        for (int settings = left.size(); settings > 1; settings = (settings + KEPT - 1) / KEPT) {
            rounds++;
        }
        List<SearchResult.Trial> all = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>(draws.keySet());
        for (int round = 0; round <= rounds; round++) {
            int length = (int) Math.max(1, Math.round(epochs.maximum() / Math.pow(KEPT, rounds - round)));
            SearchResult result = tried(left, new Epochs(length, epochs.patience(), epochs.goodEnough()));
            all.addAll(result.trials());
            unread.retainAll(result.unread());
            left = result.trials().stream()
                    .limit(Math.max(1, (left.size() + KEPT - 1) / KEPT))
                    .map(SearchResult.Trial::setting)
                    .toList();
        }
        return new SearchResult(all, List.copyOf(unread));
    }

    private List<Setting> drawn(int count, Seed seed) {
        requireSome();
        if (count < 1) {
            throw new IllegalArgumentException("A search expects 1 trial or more, but got " + count);
        }
        requireFew(count);
        SeededRandom random =
                Given.require(seed, "search", "a seed, such as seed(1)").random();
        List<Setting> drawn = new ArrayList<>();
        for (int attempt = 0; drawn.size() < count && attempt < 100 * count; attempt++) {
            Map<String, Object> values = new LinkedHashMap<>();
            draws.forEach((name, draw) -> values.put(name, draw.apply(random)));
            Setting setting = new Setting(values);
            if (!drawn.contains(setting)) { // few choices may not have as many
                drawn.add(setting);
            }
        }
        return drawn;
    }

    private List<String> requireSome() {
        if (draws.isEmpty()) {
            throw new IllegalStateException(
                    "A search expects something to search over: add choose(\"units\", 8, 16) or logBetween(\"rate\", 1e-4, 1e-1)");
        }
        return List.copyOf(draws.keySet());
    }

    private static void requireFew(long trials) {
        if (trials > MOST) {
            throw new IllegalArgumentException(
                    "A search expects %s trials at most, but got %s: choose among fewer values, or call random(…)"
                            .formatted(MOST, trials));
        }
    }

    /** A trial that agrees with an earlier one in all that this asked for would be the same to the bit: it is not trained. */
    private SearchResult tried(List<Setting> settings, Epochs epochs) {
        Map<Setting, CrossValidation> results = new LinkedHashMap<>(); // by the choice that was trained
        List<Setting> trained = new ArrayList<>(); // for each choice
        List<Boolean> repeats = new ArrayList<>();
        Split first = elsewhere == null ? null : folds.get(0);
        for (Setting setting : settings) {
            Optional<Setting> same = results.keySet().stream()
                    .filter(earlier -> setting.agrees(earlier, earlier.read()))
                    .findFirst();
            Setting asked = same.orElseGet(() -> new Setting(setting.values())); // not asked for anything yet
            if (same.isEmpty()) {
                results.put(asked, elsewhere == null ? judged(asked, epochs) : made(first, asked));
            }
            trained.add(asked);
            repeats.add(same.isPresent());
            if (elsewhere == null) {
                keep(setting, epochs, results.get(asked));
            }
        }
        Set<String> unread = new LinkedHashSet<>(draws.keySet());
        results.keySet().forEach(asked -> unread.removeAll(asked.read()));
        if (elsewhere != null) {
            List<Setting> distinct = List.copyOf(results.keySet());
            List<CrossValidation> judged = elsewhere.judge(distinct, epochs);
            IntStream.range(0, distinct.size()).forEach(i -> results.put(distinct.get(i), judged.get(i)));
            IntStream.range(0, settings.size())
                    .forEach(i -> keep(settings.get(i), epochs, results.get(trained.get(i))));
        }
        List<SearchResult.Trial> trials = IntStream.range(0, settings.size())
                .mapToObj(i -> new SearchResult.Trial(
                        settings.get(i), epochs.maximum(), results.get(trained.get(i)), repeats.get(i)))
                .toList();
        return new SearchResult(trials, List.copyOf(unread));
    }

    /** Makes the trainer of a choice, which asks for what it needs; null, since it is trained elsewhere. */
    private CrossValidation made(Split fold, Setting setting) {
        build.apply(fold, setting);
        return null;
    }

    private void keep(Setting setting, Epochs epochs, CrossValidation result) {
        if (runs == null) {
            return;
        }
        Map<String, Object> settings = new LinkedHashMap<>(setting.values());
        settings.put("epochs", epochs.maximum());
        settings.put("folds", folds.count());
        Map<String, Double> measured = new LinkedHashMap<>();
        result.names().forEach(name -> {
            measured.put(name, result.mean(name));
            measured.put(name + " ±", result.deviation(name));
        });
        runs.add(Names.shorten(setting.toString()), settings, measured);
    }

    /** A choice whose training diverges is the worst, and no reason to stop. */
    private CrossValidation judged(Setting setting, Epochs epochs) {
        try {
            return CrossValidation.of(folds, fold -> build.apply(fold, setting), epochs, metrics);
        } catch (DivergedException e) {
            return new CrossValidation(List.of(Map.of("loss", Double.POSITIVE_INFINITY)));
        }
    }

    @Override
    public String toString() {
        return "Search over %s on %s".formatted(Names.list(draws.keySet()), folds);
    }
}
