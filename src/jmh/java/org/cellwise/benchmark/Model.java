package org.cellwise.benchmark;

/** A contestant's network with the data of its task. */
interface Model {
    /** Learns from the next batch, as a loop of the user's own does. */
    void step();

    /** Learns from all rows so often, as the contestant does it best. */
    void train(int epochs);

    /** Outputs for one row. */
    Object predict(double[] row);

    /**
     * A new network.
     *
     * @param contestant a name and a number of threads, such as {@code pytorch-2}
     */
    static Model of(String contestant, Task task) {
        String[] parts = contestant.split("-");
        int threads = Integer.parseInt(parts[1]);
        return switch (parts[0]) {
            case "cellwise", "before" -> new CellwiseModel(task, threads, false);
            case "plain" -> new CellwiseModel(task, threads, true);
            case "smile" -> new SmileModel(task);
            case "pytorch" -> new PyTorchModel(task, threads);
            case "dl4j" -> new Dl4jModel(task, threads);
            default -> throw new IllegalArgumentException("There is no contestant " + contestant);
        };
    }
}
