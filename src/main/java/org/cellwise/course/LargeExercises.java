package org.cellwise.course;

import java.util.List;

/** Of notebooks 11 to 13: sizes, texts, attention. */
final class LargeExercises {
    private LargeExercises() {}

    static List<Exercise> all() {
        double three = Math.exp(1) + Math.exp(2) + Math.exp(3);
        double cold = Math.exp(2) + Math.exp(4) + Math.exp(6);
        double two = Math.exp(1 / Math.sqrt(2)) + 1;
        return List.of(
                new Exercise(
                        "11.1",
                        "13,002",
                        "How many weights and biases has a network of 784 inputs, two hidden layers of 16, and 10 outputs?",
                        NumbersCheck.of("784 · 16 + 16, 16 · 16 + 16, 16 · 10 + 10.", 13_002)
                                .but("You have left the biases out.", 12_960),
                        "exercise(\"11.1\").check(network(inputs(784), dense(16), sigmoid(), dense(16), sigmoid(), dense(10)).parameterCount())",
                        "Each unit has a weight for each of its inputs, and a bias."),
                new Exercise(
                        "11.2",
                        "How much memory?",
                        "A number takes 4 bytes as float32. How many gigabytes (10⁹ bytes) do 175 billion weights take?",
                        NumbersCheck.of("Far more than one graphics card has.", 700)
                                .but("That is their number in billions: each takes 4 bytes.", 175)
                                .but("That is in bytes.", 700e9),
                        "exercise(\"11.2\").check(175 * 4)",
                        "175 billion times 4 bytes."),
                new Exercise(
                        "11.3",
                        "And to train them?",
                        "Training with Adam keeps, for each weight, the weight itself, its gradient and two more numbers. How many gigabytes are that for 175 billion weights, activations left aside?",
                        NumbersCheck.of("2.8 terabytes, and activations come on top.", 2800)
                                .but("That is the weights alone.", 700)
                                .but("Four numbers for each weight: itself, its gradient, and two of Adam's.", 2100),
                        "exercise(\"11.3\").check(175 * 4 * 4)",
                        "Four numbers of 4 bytes for each weight."),
                new Exercise(
                        "11.4",
                        "A block of a transformer",
                        "How many weights and biases has transformerBlock(4, 256) on 16 places of width 64?",
                        NumbersCheck.of("Neither the number of places nor that of heads counts.", 49_984)
                                .but("You have left out the biases, or the two norms.", 49_152)
                                .but("The weights serve at every place: they are not counted for each.", 16 * 49_984),
                        "exercise(\"11.4\").check(network(inputs(16, 64), transformerBlock(4, 256)).parameterCount())",
                        "Let Cellwise count: network(inputs(16, 64), …).parameterCount().",
                        "By hand: attention has four matrices of 64 x 64 with biases; then 64 x 256 and 256 x 64 with biases, and two norms of 2 · 64."),
                new Exercise(
                        "12.1",
                        "From scores to probabilities",
                        "The scores of three letters are 1, 2 and 3. What is the probability of the third, by softmax?",
                        NumbersCheck.of("e³ of e¹ + e² + e³.", Math.exp(3) / three)
                                .but("Softmax takes e to the power of each score first.", 0.5)
                                .but("That is the second's.", Math.exp(2) / three),
                        "exercise(\"12.1\").check(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)))",
                        "e to the power of the score, divided by the sum of all three."),
                new Exercise(
                        "12.2",
                        "Temperature",
                        "The same with temperature 0.5: scores are divided by it before the softmax. What is the probability of the third now?",
                        NumbersCheck.of("Colder is more certain.", Math.exp(6) / cold)
                                .but("That is at temperature 1.", Math.exp(3) / three)
                                .but(
                                        "That is at temperature 2: divide by 0.5, which doubles the scores.",
                                        Math.exp(1.5) / (Math.exp(0.5) + Math.exp(1) + Math.exp(1.5))),
                        "exercise(\"12.2\").check(Math.exp(6) / (Math.exp(2) + Math.exp(4) + Math.exp(6)))",
                        "Divided by 0.5, the scores are 2, 4 and 6."),
                new Exercise(
                        "12.3",
                        "The loss of one who knows nothing",
                        "A network that writes takes all 65 letters for equally likely. What is its cross-entropy (with the natural logarithm)?",
                        NumbersCheck.of("A training begins near there; what is below was learned.", Math.log(65))
                                .but("That is with the logarithm of base 2.", Math.log(65) / Math.log(2))
                                .but("The loss is minus the logarithm of that.", 1 / 65.0)
                                .but("Minus the logarithm of 1/65 is positive.", -Math.log(65)),
                        "exercise(\"12.3\").check(-Math.log(1 / 65.0))",
                        "Minus the logarithm of the probability of the right letter.",
                        "That probability is 1/65."),
                new Exercise(
                        "13.1",
                        "Attention by hand",
                        "A query is {1, 0}; two keys are {1, 0} and {0, 1}. Scores are products of query and key, divided by √2 (the root of their length), and go through a softmax. How much attention does the first key get?",
                        NumbersCheck.of("It is more like the query, and gets more.", Math.exp(1 / Math.sqrt(2)) / two)
                                .but("You have left out the division by √2.", Math.exp(1) / (Math.exp(1) + 1))
                                .but("That is what the second gets.", 1 / two),
                        "double score = 1 / Math.sqrt(2);\nexercise(\"13.1\").check(Math.exp(score) / (Math.exp(score) + Math.exp(0)))",
                        "The scores are 1/√2 and 0.",
                        "Softmax of two scores: e^first / (e^first + e^second)."),
                new Exercise(
                        "13.2",
                        "Mixed by attention",
                        "With weights 0.75 and 0.25 of attention, what comes of the values {4, 0} and {0, 8}? Answer with two numbers.",
                        NumbersCheck.of("A mean by weights: attention only mixes.", 3, 2)
                                .but("The weights belong to the two vectors, not to their places.", 3, 6),
                        "exercise(\"13.2\").check(new double[] {0.75 * 4 + 0.25 * 0, 0.75 * 0 + 0.25 * 8})",
                        "0.75 of the first vector plus 0.25 of the second."));
    }
}
