package org.cellwise.train.optimizer;

import org.cellwise.train.CaseName;

/** Optimizers by the names of reference cases, such as {@code adamw_lr0.01_weight_decay0.01}. */
public final class ReferenceOptimizers {
    private ReferenceOptimizers() {}

    public static Optimizer of(String name) {
        CaseName words = CaseName.of(name);
        double rate = words.take("lr", Double.NaN);
        double decay = words.take("weight decay", 0);
        Optimizer optimizer = switch (words.word()) {
            case "sgd" -> sgd(words, rate, decay);
            case "rmsprop" -> new RmsProp(rate, words.take("alpha", 0.99), words.take("eps", 1e-8), decay);
            case "adagrad" -> new Adagrad(rate, words.take("eps", 1e-10), decay);
            case "adam", "adamw" -> adam(words, rate, decay);
            default -> throw new IllegalArgumentException("Unknown optimizer in the case name " + name);
        };
        words.done();
        return optimizer;
    }

    private static Optimizer sgd(CaseName words, double rate, double decay) {
        double nesterov = words.take("nesterov", 0);
        return new Sgd(rate, nesterov > 0 ? nesterov : words.take("momentum", 0), nesterov > 0, decay);
    }

    private static Optimizer adam(CaseName words, double rate, double decay) {
        if (words.word().equals("adam") && decay != 0) {
            throw new IllegalArgumentException("Decay of Adam that is not AdamW's is not there");
        }
        return new Adam(rate, words.take("beta1", 0.9), words.take("beta2", 0.999), words.take("eps", 1e-8), decay);
    }
}
