package org.cellwise.spark;

import java.io.Serializable;

/** What every task of a training is told, besides the trainer's file. */
final class Order implements Serializable {
    private static final long serialVersionUID = 1;

    String settings; // of the trainer, as JSON
    String math; // what the driver computes with
    int shards;
    int tasks;
    int epochs;
    int patience;
    double goodEnough;
    int every; // steps between two states that are told; 0 for after each epoch alone
    String coder; // of the rows, as a text
    long[] sizes;
    long fingerprint;
    String watchedCoder;
    long[] watched; // null where no rows are watched
    long watchedFingerprint;
    String driverHost;
    int driverPort;
    byte[] secret;
}
