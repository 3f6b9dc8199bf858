package org.cellwise.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.cellwise.data.Folds;
import org.cellwise.data.Split;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.search.CrossValidation;
import org.cellwise.train.search.Setting;
import org.cellwise.train.search.Trials;

/** Trainings of a search or of a cross-validation as tasks of Spark: one for each choice and fold. */
final class SparkTrials implements Trials {
    private static final long MOST_BYTES = 1L << 29; // of all folds together, on each machine

    private final JavaSparkContext context;
    private final Shipped<?> recipe;
    private final List<Broadcast<SavedSplit>> folds;

    /**
     * Brings the rows of all folds to the executors.
     *
     * @param recipe a {@link SearchRecipe}, or a {@link FoldRecipe}
     * @throws IllegalArgumentException if they are too many
     */
    SparkTrials(SparkSession session, Folds folds, Shipped<?> recipe) {
        this.recipe = recipe;
        context = JavaSparkContext.fromSparkContext(session.sparkContext());
        long bytes = 0;
        List<SavedSplit> saved = new ArrayList<>();
        for (Split split : folds) {
            bytes += SavedSplit.bytes(split);
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "A search on Spark brings the rows of all folds to each machine, up to %s MB, but the first %s of %s folds have %s MB: search on fewer rows or folds, and train on all rows at the end"
                                .formatted(MOST_BYTES >> 20, saved.size() + 1, folds.count(), bytes >> 20));
            }
            saved.add(new SavedSplit(split));
        }
        this.folds = saved.stream().map(context::broadcast).toList();
    }

    @Override
    public List<CrossValidation> judge(List<Setting> settings, Epochs epochs) {
        List<Map<String, Object>> values = new ArrayList<>();
        settings.forEach(setting -> values.add(new LinkedHashMap<>(setting.values())));
        Task task = new Task(
                recipe, new ArrayList<>(folds), values, epochs.maximum(), epochs.patience(), epochs.goodEnough());
        int count = settings.size() * folds.size();
        List<Map<String, Double>> measured = run(task, count);
        return IntStream.range(0, settings.size())
                .mapToObj(i -> result(measured.subList(i * folds.size(), (i + 1) * folds.size())))
                .toList();
    }

    private List<Map<String, Double>> run(Task task, int count) {
        String group = UUID.randomUUID().toString();
        context.setJobGroup(group, "trainings of a search", true);
        try {
            List<Integer> numbers = IntStream.range(0, count).boxed().toList();
            return SparkSessions.run(
                    () -> context.parallelize(numbers, count).map(task).collect());
        } catch (RuntimeException e) {
            context.cancelJobGroup(group);
            throw e;
        } finally {
            context.clearJobGroup();
        }
    }

    /** A choice whose training diverges in one fold is the worst. */
    private static CrossValidation result(List<Map<String, Double>> measured) {
        return measured.stream()
                .filter(fold -> Double.isInfinite(fold.get("loss")))
                .findFirst()
                .map(diverged -> new CrossValidation(List.of(diverged)))
                .orElseGet(() -> new CrossValidation(measured));
    }

    /** What goes to executors. */
    private record Task(
            Shipped<?> recipe,
            List<Broadcast<SavedSplit>> folds,
            List<Map<String, Object>> settings,
            int epochs,
            int patience,
            double goodEnough)
            implements Function<Integer, Map<String, Double>> {
        @Override
        public Map<String, Double> call(Integer number) {
            Split split = folds.get(number % folds.size()).value().split();
            Setting setting = new Setting(settings.get(number / folds.size()));
            Object made = recipe.get();
            try {
                return new LinkedHashMap<>(CrossValidation.fold(
                        split, rows -> trainer(made, rows, setting), new Epochs(epochs, patience, goodEnough)));
            } catch (DivergedException e) {
                return new LinkedHashMap<>(Map.of("loss", Double.POSITIVE_INFINITY));
            }
        }

        private static Trainer trainer(Object recipe, Split rows, Setting setting) {
            return recipe instanceof SearchRecipe search
                    ? search.apply(rows, setting)
                    : ((FoldRecipe) recipe).apply(rows);
        }
    }
}
