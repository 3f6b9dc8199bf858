package org.cellwise.course;

import java.util.List;
import org.cellwise.math.Distances;

/** Of notebooks 04 to 08: numbers, series, images, texts, distances. */
final class VectorExercises {
    private VectorExercises() {}

    static List<Exercise> all() {
        return List.of(
                new Exercise(
                        "04.1",
                        "Standardise by hand",
                        "A column has the mean 44 and the standard deviation 5.5. What becomes of 50 when it is standardised?",
                        NumbersCheck.of("It is 1.09 deviations above the mean.", 6 / 5.5)
                                .but("The mean is subtracted, then divided by the deviation.", 50 / 5.5)
                                .but("That is how far it is from the mean; divide by the deviation.", 6)
                                .but("That is the sign of mean minus value.", -6 / 5.5),
                        "exercise(\"04.1\").check((50 - 44) / 5.5)",
                        "A standardised number says how many deviations a value is above the mean."),
                new Exercise(
                        "04.2",
                        "Two errors",
                        "The targets are 2, 2 and 5; a network answers 1, 2 and 3. What are the mean absolute error and the mean squared error? Answer with two numbers.",
                        NumbersCheck.of("The squared error punishes the 2 more than the absolute one.", 1, 5 / 3.0)
                                .but("The other way round: absolute first.", 5 / 3.0, 1)
                                .but("Those are sums: divide by the number of rows.", 3, 5),
                        "exercise(\"04.2\").check(new double[] {(1 + 0 + 2) / 3.0, (1 + 0 + 4) / 3.0})",
                        "The errors are 1, 0 and 2.",
                        "Mean of the errors, and mean of their squares."),
                new Exercise(
                        "04.3",
                        "No better than the mean",
                        "A model answers the mean of the targets, whatever the row. What is its R² on those rows?",
                        NumbersCheck.of("R² counts from the mean: 0 is no better than it, 1 is perfect.", 0)
                                .but("1 would be a model without any error.", 1)
                                .but("R² has its zero at the mean, not its half.", 0.5),
                        "exercise(\"04.3\").check(0)",
                        "R² = 1 - (squared errors of the model) / (squared errors of the mean)."),
                new Exercise(
                        "05.1",
                        "How many windows?",
                        "A series has 100 values. A window is 12 of them in a row, and the target is the 3 that follow. How many windows with their targets are there?",
                        NumbersCheck.of("The last window begins 15 values before the end.", 86)
                                .but("One more: the first window begins at the first value.", 85)
                                .but("The last 3 values have to be left for the target.", 89)
                                .but("Windows overlap: each begins one value after the one before.", 6),
                        "exercise(\"05.1\").check(100 - (12 + 3) + 1)",
                        "Window and target together take 15 values.",
                        "How many places are there for 15 values in a row among 100?"),
                new Exercise(
                        "05.2",
                        "The forecast that needs no network",
                        "The last seven values of a daily series are 10, 12, 9, 11, 15, 20 and 18, and weeks repeat. What does the seasonal-naive forecast say for the next two days? Answer with two numbers.",
                        NumbersCheck.of("The same weekdays of the week before.", 10, 12)
                                .but(
                                        "That repeats the last value, which is the naive forecast; the seasonal one looks a week back.",
                                        18,
                                        18)
                                .but(
                                        "Those are the last two days; look seven days back from each day to come.",
                                        20,
                                        18),
                        "exercise(\"05.2\").check(new double[] {10, 12})",
                        "It says that a day will be as the same day one season before."),
                new Exercise(
                        "06.1",
                        "How large is what comes out?",
                        "An image of 28 x 28 pixels passes a convolution with a kernel of 5 (without same()), then maxPool(2). How many pixels high is it after each of the two? Answer with two numbers.",
                        NumbersCheck.of("28 - 5 + 1, then half of it.", 24, 12)
                                .but("A kernel of 5 fits at 28 - 5 + 1 places.", 23, 11.5)
                                .but("Only same() keeps the size, by adding a border.", 28, 14),
                        "exercise(\"06.1\").check(new double[] {28 - 5 + 1, (28 - 5 + 1) / 2})",
                        "At how many places does a strip of 5 fit into 28?",
                        "Pooling by 2 keeps one of two."),
                new Exercise(
                        "06.2",
                        "What a convolution holds",
                        "How many weights and biases has conv2d(8, 3) on an image of 3 channels?",
                        NumbersCheck.of(
                                        "Each of the 8 filters has 3 x 3 weights for each channel, and a bias; how large the image is does not matter.",
                                        224)
                                .but("You have left the biases out.", 216)
                                .but("Each filter looks at all 3 channels.", 80)
                                .but("Each filter looks at all 3 channels, and has a bias.", 72),
                        "exercise(\"06.2\").check(network(inputs(3, 16, 16), conv2d(8, 3)).parameterCount())",
                        "One filter: 3 channels of 3 x 3 weights, and one bias.",
                        "27 + 1 for each of the 8 filters."),
                new Exercise(
                        "07.1",
                        "A bag of words",
                        "The words, in this order, are: cat, dog, the. Which vector counts them in \"the cat the dog\"?",
                        NumbersCheck.of("Their order in the text is lost: that is why it is called a bag.", 1, 1, 2)
                                .but("That says whether a word is there, not how often.", 1, 1, 1)
                                .but("In the order of the list: cat, dog, the.", 2, 1, 1),
                        "exercise(\"07.1\").check(new double[] {1, 1, 2})",
                        "One number for each word of the list: how often it occurs."),
                new Exercise(
                        "08.1",
                        "Around the corner",
                        "Write the Manhattan distance of two vectors of any length: the sum of differences without their sign. The answer is the function, as in check((a, b) -> …).",
                        FunctionChecks.like(Distances::manhattan, "The same as manhattan(a, b) on 2,000 pairs."),
                        """
                        double blocks(double[] a, double[] b) {
                            double sum = 0;
                            for (int i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
                            return sum;
                        }
                        exercise("08.1").check((a, b) -> blocks(a, b))
                        """,
                        "Declare a method with a loop, and give it to check as (a, b) -> name(a, b).",
                        "Math.abs(x) is a number without its sign."),
                new Exercise(
                        "08.2",
                        "Far apart, in the same direction",
                        "Find a vector that is at cosine distance 0 from {1, 2, 3}, and farther than 5 from it by Euclidean distance.",
                        answer -> {
                            if (!(answer instanceof double[] v) || v.length != 3) {
                                return Verdict.wrong("The answer is a vector of 3 numbers, new double[] {…}.");
                            }
                            double[] a = {1, 2, 3};
                            double cosine = Distances.cosine(a, v);
                            double apart = Distances.euclidean(a, v);
                            if (Math.abs(cosine) > 1e-6) {
                                return Verdict.wrong(
                                        cosine > 1.9
                                                ? "It points the opposite way: its cosine distance is 2."
                                                : "It points another way: only multiples of {1, 2, 3} have its direction.");
                            }
                            return apart > 5
                                    ? Verdict.right("Any multiple by more than about 2.34 will do.")
                                    : Verdict.wrong(
                                            "Its direction is right, but it is too near: go on in that direction.");
                        },
                        "exercise(\"08.2\").check(new double[] {10, 20, 30})",
                        "Twice a vector points where it points.",
                        "Multiply all three numbers by the same large one."),
                new Exercise(
                        "08.3",
                        "At the same distance",
                        "Find a point that is at Euclidean distance 3 from {0, 0} and also from {4, 0}.",
                        answer -> {
                            if (!(answer instanceof double[] v) || v.length != 2) {
                                return Verdict.wrong("The answer is a vector of 2 numbers, new double[] {…}.");
                            }
                            boolean first = Math.abs(Distances.euclidean(v, new double[] {0, 0}) - 3) < 0.01;
                            boolean second = Math.abs(Distances.euclidean(v, new double[] {4, 0}) - 3) < 0.01;
                            if (first && second) {
                                return Verdict.right("There are two such points, one above and one below.");
                            }
                            return Verdict.wrong(
                                    first
                                            ? "It is 3 from {0, 0}, but not from {4, 0}."
                                            : second
                                                    ? "It is 3 from {4, 0}, but not from {0, 0}."
                                                    : "It is 3 from neither.");
                        },
                        "exercise(\"08.3\").check(new double[] {2, Math.sqrt(5)})",
                        "It lies as far from one as from the other, so half way between them: its first number is 2.",
                        "2² + y² = 3²."),
                new Exercise(
                        "08.4",
                        "A distance of your own",
                        "Write a distance of two vectors that keeps all four promises of a metric, and is neither the Euclidean nor the Manhattan one. The answer is the function.",
                        FunctionChecks.newMetric(),
                        """
                        double farthest(double[] a, double[] b) {
                            double most = 0;
                            for (int i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
                            return most;
                        }
                        exercise("08.4").check((a, b) -> farthest(a, b))
                        """,
                        "Squares of distances break the fourth promise. What about the largest difference alone?",
                        "Or: 0 for equal vectors, and 1 for all others."));
    }
}
