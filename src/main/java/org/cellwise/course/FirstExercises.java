package org.cellwise.course;

import java.util.List;

/** Of notebooks 00 to 03: networks, the textbook network, data. */
final class FirstExercises {
    private static final double[][] BITS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    private FirstExercises() {}

    static List<Exercise> all() {
        return List.of(
                new Exercise(
                        "00.1",
                        "Count the circles",
                        "In the picture of notebook 00: how many circles are inputs, how many are units of hidden layers, and how many are outputs? Answer with three numbers.",
                        NumbersCheck.of("3 inputs, two hidden layers of 4, and 2 outputs.", 3, 8, 2)
                                .but("There are two hidden layers of 4 units each: count both.", 3, 4, 2),
                        "exercise(\"00.1\").check(new double[] {3, 8, 2})",
                        "Inputs are on the left, outputs on the right, and all between is hidden.",
                        "The hidden circles stand in two columns."),
                new Exercise(
                        "00.2",
                        "Count the lines",
                        "How many lines join the circles in that picture?",
                        NumbersCheck.of("3 · 4 + 4 · 4 + 4 · 2.", 36)
                                .but("That is the number with biases, which are no lines.", 46)
                                .but("That leaves out the lines from the inputs.", 24)
                                .but("That is the lines between two columns multiplied: add them up.", 12 * 16 * 8),
                        "exercise(\"00.2\").check(3 * 4 + 4 * 4 + 4 * 2)",
                        "Each circle of a column is joined to each of the next.",
                        "From 3 circles to 4 there are 12 lines. How many from 4 to 4, and from 4 to 2?"),
                new Exercise(
                        "01.1",
                        "Always the same answer",
                        "Somebody says \"Adélie\" of every bird in penguins(), whatever it looks like. In what part of the rows is that right? Answer with a number from 0 to 1.",
                        NumbersCheck.of(
                                        "152 of 344 rows. What a network does has to be held against that.",
                                        152 / 344.0)
                                .but("That would be so if the three kinds were equally frequent.", 1 / 3.0)
                                .but("That is a number of rows: divide it by the number of all.", 152),
                        "long adelie = penguins().stringColumn(\"species\").asList().stream().filter(s -> s.equals(\"Adelie\")).count();\nexercise(\"01.1\").check((double) adelie / penguins().rowCount())",
                        "classBalance(penguins(), \"species\") shows how many there are of each kind.",
                        "152 rows of 344."),
                new Exercise(
                        "01.2",
                        "Better than 95 of 100",
                        "Train a network that names at least 95 % of the held-out birds of notebook 01 rightly (the same four features, split(0.8, seed(42))). The answer is the network.",
                        NetworkChecks.penguins(0.95),
                        """
                        var split = dataset(penguins()).dropMissing().standardize()
                                .features("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
                                .label("species").split(0.8, seed(42));
                        var birdNet = network(seed(1), inputs(split), dense(16), relu(), dense(outputs(split)));
                        trainer(birdNet, crossEntropy(), adam(0.01)).batchSize(16).quiet().fit(split, epochs(40));
                        exercise("01.2").check(birdNet)
                        """,
                        "Notebook 01 does nearly that.",
                        "If it is not good enough yet, train it for more passes."),
                new Exercise(
                        "02.1",
                        "A weighted sum",
                        "The inputs are 1, 2 and 3. The weights that join them to m₁ are 0.5, -1 and 0.25. What is the sum that comes to m₁, before its activation?",
                        NumbersCheck.of("0.5 - 2 + 0.75.", -0.75)
                                .but("That adds the weights without the inputs.", -0.25)
                                .but("A weight below zero makes its part negative.", 3.25),
                        "exercise(\"02.1\").check(1 * 0.5 + 2 * -1 + 3 * 0.25)",
                        "Multiply each input by its weight, then add up.",
                        "The second part is 2 · -1."),
                new Exercise(
                        "02.2",
                        "The sigmoid by hand",
                        "What is the sigmoid of 2, to three digits? It is 1 / (1 + e⁻ᵛ).",
                        NumbersCheck.of("Close to 1 already.", 1 / (1 + Math.exp(-2)))
                                .but("That is the sigmoid of -2: mind the sign in the exponent.", 1 / (1 + Math.exp(2)))
                                .but("That is e⁻²; it goes below the line, with 1 added.", Math.exp(-2)),
                        "exercise(\"02.2\").check(1 / (1 + Math.exp(-2)))",
                        "Math.exp(x) is e to the power of x.",
                        "The exponent is -2."),
                new Exercise(
                        "02.3",
                        "Weights of another network",
                        "A network has 4 inputs, a hidden layer of 5 units, and 3 outputs, without biases. How many weights has it?",
                        NumbersCheck.of("4 · 5 + 5 · 3.", 35)
                                .but("You have counted biases as well.", 43)
                                .but("Multiply for each pair of neighbouring layers, then add.", 60)
                                .but("That counts the circles.", 12),
                        "exercise(\"02.3\").check(network(inputs(4), dense(5).noBias(), relu(), dense(3).noBias()).parameterCount())",
                        "From each circle of a layer a line goes to each of the next.",
                        "4 · 5 lines to the hidden layer; how many from there?"),
                new Exercise(
                        "02.4",
                        "A bias for a threshold",
                        "A unit is 1 if its sum is above θ = 0.7, else 0. Which bias makes a unit with its threshold at 0 do the same?",
                        NumbersCheck.of("Adding -0.7 and comparing with 0 is the same as comparing with 0.7.", -0.7)
                                .but("With that bias sums above -0.7 would do.", 0.7),
                        "exercise(\"02.4\").check(-0.7)",
                        "The bias is added to the sum before it is compared.",
                        "sum > 0.7 is the same as sum - 0.7 > 0."),
                new Exercise(
                        "02.5",
                        "And",
                        "Make a network of two inputs and one output, with dense(1) and step(), that answers 1 if both inputs are 1, and 0 otherwise; set its weights and its bias by hand. The answer is the network.",
                        NetworkChecks.answers(BITS, new double[] {0, 0, 0, 1}, 1e-6, "All four rows are right."),
                        """
                        var both = network(inputs("x", "y"), dense(outputs("both")), step());
                        both.setWeights("dense_1", new double[][] {{1}, {1}});
                        both.setValues("dense_1.bias", -1.5);
                        exercise("02.5").check(both)
                        """,
                        "setWeights(\"dense_1\", new double[][] {{…}, {…}}) has a row for each input.",
                        "With both weights 1 the sums are 0, 1, 1 and 2. Where does the threshold go?",
                        "The bias has to bring 2 above zero, and 1 not."),
                new Exercise(
                        "02.6",
                        "Exclusive or",
                        "The same for \"one of the two, but not both\". A single dense layer cannot do it; a hidden layer of two units with step() can. Set all weights by hand. The answer is the network.",
                        NetworkChecks.answers(
                                BITS,
                                new double[] {0, 1, 1, 0},
                                1e-6,
                                "All four rows are right, and no training was needed."),
                        """
                        var either = network(inputs("x", "y"), dense(2), step(), dense(outputs("xor")), step());
                        either.setWeights("dense_1", new double[][] {{1, 1}, {1, 1}});
                        either.setValues("dense_1.bias", -0.5, -1.5);
                        either.setWeights("dense_2", new double[][] {{1}, {-1}});
                        either.setValues("dense_2.bias", -0.5);
                        exercise("02.6").check(either)
                        """,
                        "Let one hidden unit be \"at least one\", the other \"both\".",
                        "At least one: weights 1 and 1, bias -0.5. Both: weights 1 and 1, bias -1.5.",
                        "The output is the first without the second: weights 1 and -1."),
                new Exercise(
                        "02.7",
                        "A rectifier with θ",
                        "Write the rectifier with θ = 1 as a function of one number: what exceeds θ, or else 0. The answer is the function, as in check(x -> …).",
                        answer -> {
                            if (answer instanceof Check.OfNumber f
                                    && Math.abs(f.function().applyAsDouble(3) - 3) < 1e-9
                                    && f.function().applyAsDouble(0.5) == 0) {
                                return Verdict.wrong("At 3 it gives 3: only what is above θ counts, which is 2.");
                            }
                            return FunctionChecks.like(x -> Math.max(0, x - 1), "The same at every point from -4 to 4.")
                                    .of(answer);
                        },
                        "exercise(\"02.7\").check(x -> Math.max(0, x - 1))",
                        "Math.max(a, b) is the larger of two numbers.",
                        "What exceeds 1 is x - 1."),
                new Exercise(
                        "03.1",
                        "Rows that lack something",
                        "In how many rows of penguins() is at least one value missing, in any column?",
                        NumbersCheck.of(
                                        "Most of them lack only the sex; dropMissing() looks at the chosen columns alone.",
                                        11)
                                .but("That many lack the four measurements; others lack something else.", 2),
                        """
                        var birds = penguins();
                        int rowsThatLack = 0;
                        for (int row = 0; row < birds.rowCount(); row++) {
                            boolean lacks = false;
                            for (var column : birds.columns()) lacks |= column.isMissing(row);
                            if (lacks) rowsThatLack++;
                        }
                        exercise("03.1").check(rowsThatLack)
                        """,
                        "missingValues(penguins()) shows where they are.",
                        "A row that lacks two values counts once."),
                new Exercise(
                        "03.2",
                        "What goes together",
                        "Of all pairs of the four measurements of penguins(), which two go together most strongly? Answer with the correlation of that pair.",
                        NumbersCheck.of(
                                        "flipper_length_mm and body_mass_g: the longer the flipper, the heavier the bird.",
                                        0.8712)
                                .but("That is a pair that goes together, but another does more.", 0.6562)
                                .but("That is a pair that goes together, but another does more.", 0.5951)
                                .but("Strong means far from 0; another pair is farther.", -0.5839),
                        "// correlations(penguins()) shows them all\nexercise(\"03.2\").check(0.871)",
                        "correlations(penguins()) has a number for each pair.",
                        "It is one with the flipper in it."));
    }
}
