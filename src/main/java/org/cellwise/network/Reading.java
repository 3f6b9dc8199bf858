package org.cellwise.network;

/** As what a loss reads a network's outputs, and so what training makes of outputs that could be anything. */
public enum Reading {
    /** Logits of exclusive classes, one output each; targets are the index of the right one, or a probability for each. */
    CLASS_LOGITS,
    /** Logits of yes-or-no answers, one output each; targets are numbers from 0 to 1, one for each output. */
    ANSWER_LOGITS,
    /** Numbers as they are, one for each output; a class comes as 1 for its output and 0 for the others. */
    VALUES,
    /** Points, of which those of one class belong together; targets are the index of each row's class. */
    LABELS;

    /** Whether outputs are logits, which are above 0 for what is likelier than not. */
    public boolean logits() {
        return this == CLASS_LOGITS || this == ANSWER_LOGITS;
    }
}
