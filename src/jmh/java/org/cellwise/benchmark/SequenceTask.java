package org.cellwise.benchmark;

/** A network that reads sequences, and batches of rows that hold random numbers: what they hold does not matter to time. */
public enum SequenceTask {
    /** A GPT of 4 blocks of 4 heads, 128 wide, on 64 tokens. */
    GPT_128(32, 64, 4, 4, 128),
    /** A GPT of 6 blocks of 6 heads, 384 wide, on 256 tokens. */
    GPT_384(8, 256, 6, 6, 384),
    /** An LSTM of 64 units on 50 places of 16 numbers, five classes. */
    LSTM(32, 50, 0, 0, 16);

    static final int ENTRIES = 65;
    static final int CLASSES = 5;
    static final int UNITS = 64;

    final int batch;
    final int length;
    final int blocks;
    final int heads;
    final int width;

    SequenceTask(int batch, int length, int blocks, int heads, int width) {
        this.batch = batch;
        this.length = length;
        this.blocks = blocks;
        this.heads = heads;
        this.width = width;
    }

    boolean isGpt() {
        return this != LSTM;
    }
}
