package org.cellwise.course;

import java.util.List;
import org.cellwise.layer.catalog.Samples;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;

/** Of notebooks 09, 10, 14 and 17: learning, fine-tuning, what goes wrong, parts of one's own. */
final class LearningExercises {
    private static final double[][] BITS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    private LearningExercises() {}

    static List<Exercise> all() {
        return List.of(
                new Exercise(
                        "09.1",
                        "One step by hand",
                        "A network of one weight: output = weight · input. The weight is 1, the input 2, the target 6, the learning rate 0.1. As in notebook 09, the weight moves by rate · error · input, against the error. What is it after one step?",
                        NumbersCheck.of("The output goes from 2 to 3.6, nearer to 6.", 1.8)
                                .but("The output is too small, so the weight has to grow: mind the sign.", 0.2)
                                .but("The error is multiplied by the input as well.", 1.4)
                                .but("That is the move; add it to the weight.", 0.8)
                                .but(
                                        "That is the step of the squared error, whose slope is twice the error; here it is not squared.",
                                        2.6),
                        "double error = 1 * 2 - 6;\nexercise(\"09.1\").check(1 - 0.1 * error * 2)",
                        "The output is 2, so the error is 2 - 6 = -4.",
                        "weight - rate · error · input."),
                new Exercise(
                        "09.2",
                        "Let it learn \"exclusive or\"",
                        "Train a network of two inputs and one output until it answers xor() with at most 0.1 of error in each row. The answer is the network.",
                        NetworkChecks.answers(BITS, new double[] {0, 1, 1, 0}, 0.1, "All four answers are within 0.1."),
                        """
                        var learner = network(seed(3), inputs("x1", "x2"), dense(8), tanh(), dense(outputs("xor")), sigmoid());
                        trainer(learner, meanSquaredError(), adam(0.05)).batchSize(4).quiet().fit(xor(), epochs(2000).untilLoss(0.001));
                        exercise("09.2").check(learner)
                        """,
                        "It needs a hidden layer; a few more units than two make it easier.",
                        "If it is stuck, begin at another seed, or take adam(0.05)."),
                new Exercise(
                        "09.3",
                        "Do well on what you have not seen",
                        "Train a network of two inputs and two classes on half moons of your own, moons(…, 0.35, seed(…)), so that it is right in at least 86 % of other rows. The answer is the network.",
                        NetworkChecks.moons(0.86),
                        """
                        var moonNet = network(seed(1), inputs("x", "y"), dense(16), relu(), dense(16), relu(), dense(2));
                        trainer(moonNet, crossEntropy(), adam(0.01)).batchSize(50).quiet().fit(moons(3000, 0.35, seed(7)), epochs(20));
                        exercise("09.3").check(moonNet)
                        """,
                        "What helps most is more rows.",
                        "moons(3000, 0.35, seed(7)) is a start; 20 passes are enough."),
                new Exercise(
                        "09.4",
                        "The best line",
                        "The points are (1, 1), (2, 3) and (3, 2). What is the slope of the line that misses them by the least squares?",
                        NumbersCheck.of("By formula or by training: the same.", 0.5)
                                .but("That line passes the first two points; the third counts as well.", 2)
                                .but("That line goes through the origin; let it have a bias.", 13 / 14.0),
                        """
                        var points = dataset(new double[][] {{1}, {2}, {3}}, new double[] {1, 3, 2});
                        var bestLine = network(inputs(1), dense(1));
                        trainer(bestLine, meanSquaredError(), sgd(0.05)).batchSize(3).quiet().fit(points, epochs(2000));
                        exercise("09.4").check(bestLine.weights("dense_1").values()[0][0])
                        """,
                        "Let dense(1) learn it: its weight is the slope.",
                        "Σ (x - mean x)(y - mean y) / Σ (x - mean x)²."),
                new Exercise(
                        "09.5",
                        "How steep is it?",
                        "The output is 3 and the target 5. What is the slope of the squared error (p - t)² by the output p?",
                        NumbersCheck.of("2 · (3 - 5): the output should grow, so the slope is negative.", -4)
                                .but(
                                        "Either that is the squared error itself, or the sign is lost: a larger output makes the error smaller.",
                                        4)
                                .but("The slope of a square is twice what is squared.", -2),
                        "exercise(\"09.5\").check(2 * (3 - 5))",
                        "Move p by a hair: (3.001 - 5)² - (3 - 5)², divided by 0.001.",
                        "The slope of e² is 2 e."),
                new Exercise(
                        "10.1",
                        "How small is an adapter?",
                        "An adapter of rank 4 stands beside a dense layer from 64 inputs to 128 units: 64 numbers become 4, and those become 128. How many weights has it?",
                        NumbersCheck.of("768 for the 8,192 of the layer.", 768)
                                .but("That is the layer itself.", 8192)
                                .but("There are two matrices: 64 x 4 and 4 x 128.", 256)
                                .but("There are two matrices: 64 x 4 and 4 x 128.", 512),
                        "exercise(\"10.1\").check(64 * 4 + 4 * 128)",
                        "Two matrices, one after the other.",
                        "64 x 4, then 4 x 128."),
                new Exercise(
                        "10.2",
                        "Freeze what is learned",
                        "Make a network of 784 inputs, dense(32), relu(), dense(10), and freeze all but its last dense layer. The answer is the network.",
                        NetworkChecks.trainable(25_450, 330, "Training moves the 330 numbers of dense_2 alone."),
                        """
                        var frozen = network(inputs(784), dense(32), relu(), dense(10));
                        frozen.freeze("dense_1");
                        exercise("10.2").check(frozen)
                        """,
                        "net.freeze(\"…\") takes the name of a layer.",
                        "The first dense layer is dense_1."),
                new Exercise(
                        "14.1",
                        "What is left of a gradient?",
                        "The slope of a sigmoid is at most 0.25. By how much is a gradient multiplied at most on its way through six of them (the weights left aside)?",
                        NumbersCheck.of("0.25 six times multiplied: a four-thousandth.", Math.pow(0.25, 6))
                                .but("Slopes on the way are multiplied, not added.", 1.5)
                                .but(
                                        "That is six times smaller; each of them takes three quarters of what is left.",
                                        0.25 / 6),
                        "exercise(\"14.1\").check(Math.pow(0.25, 6))",
                        "After one 0.25, after two 0.0625."),
                new Exercise(
                        "14.2",
                        "Kill a unit",
                        "A rectifier's unit has the weights 1 and 1, and both inputs are always between 0 and 1. Find a bias with which it is dead: 0 for every row.",
                        answer -> {
                            if (!(answer instanceof Number bias)) {
                                return Verdict.wrong("The answer is a number.");
                            }
                            return bias.doubleValue() <= -2
                                    ? Verdict.right(
                                            "Its sum is never above 0, so its slope is always 0, and no step brings it back.")
                                    : Verdict.wrong(
                                            "At the inputs 1 and 1 its sum is 2 plus the bias, which is still above 0.");
                        },
                        "exercise(\"14.2\").check(-2.5)",
                        "What is its largest sum without a bias?"),
                new Exercise(
                        "14.3",
                        "Which features are too large?",
                        "A table has three columns: metres from 1 to 2, grams from 3,000 to 6,000, and years since 2000, from 0 to 20. About how many times larger than a metre's is a gram's part in the first sum of an untrained unit, taking 4,500 and 1.5 as typical?",
                        NumbersCheck.of("The unit hears nothing but grams, until all are scaled alike.", 3000)
                                .but("Divide the one by the other.", 4498.5),
                        "exercise(\"14.3\").check(4500 / 1.5)",
                        "First weights are of the same size for all inputs, so a part is as large as its input."),
                new Exercise(
                        "14.4",
                        "Take out what says nothing",
                        "Make var net = network(seed(3), inputs(2), dense(4), relu(), dense(2)), and net.setValues(\"dense_1.bias\", 1, -9, 1, -9). Its inputs are always between 0 and 1. Give a network that answers the same, without its dead units. The answer is the network.",
                        NetworkChecks.without(
                                withDeadUnits(),
                                12,
                                "12 weights and biases are left of 22, and every answer is as before."),
                        """
                        var net = network(seed(3), inputs(2), dense(4), relu(), dense(2));
                        net.setValues("dense_1.bias", 1, -9, 1, -9);
                        exercise("14.4").check(net.withoutUnits("dense_1", 1, 3))
                        """,
                        "A unit with a bias of -9 is dead unless its sum is above 9.",
                        "net.withoutUnits(\"dense_1\", …) takes the numbers of units, counted from 0."),
                new Exercise(
                        "14.5",
                        "Twice the same unit",
                        "A hidden unit is copied, so that it stands there twice, and the network is to answer as before. The weight that led out of the unit was 0.8. What is that of each of the two?",
                        NumbersCheck.of("Each says half of it; net.withCopiedUnit(…) does so.", 0.4)
                                .but("Then the two together say twice as much as the one did.", 0.8)
                                .but("The sum of the two is what counts.", 1.6),
                        "exercise(\"14.5\").check(0.8 / 2)",
                        "What the next layer adds up must stay the same."),
                new Exercise(
                        "17.1",
                        "An activation of your own",
                        "Write softplus as a function of one number: ln(1 + eˣ). The answer is the function.",
                        FunctionChecks.like(x -> Math.log1p(Math.exp(x)), "A rectifier with its corner rounded."),
                        "exercise(\"17.1\").check(x -> Math.log(1 + Math.exp(x)))",
                        "Math.log is the natural logarithm."),
                new Exercise(
                        "17.2",
                        "A layer of your own",
                        "Make a network of one input whose only layer, made by layer(\"…\", x -> …) and Ops, answers the square of its input plus 1. The answer is the network.",
                        NetworkChecks.answers(
                                new double[][] {{-2}, {0}, {0.5}, {3}},
                                new double[] {5, 1, 1.25, 10},
                                1e-5,
                                "And its slope comes for free."),
                        "exercise(\"17.2\").check(network(inputs(1), layer(\"square_plus\", x -> Ops.add(Ops.square(x), 1))))",
                        "Ops.square(x) squares; Ops.add(x, 1) adds 1."));
    }

    /** As exercise 14.4 has it. */
    private static Network withDeadUnits() {
        Network net =
                new Network(new Seed(3), Compute.standard(), new Inputs(Shape.of(2), List.of()), Samples.hidden(4, 2));
        net.setValues("dense_1.bias", 1, -9, 1, -9);
        return net;
    }
}
