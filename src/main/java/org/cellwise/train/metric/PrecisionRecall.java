package org.cellwise.train.metric;

/**
 * How many of the rows taken for a class are of it (precision), beside how many of it are found (recall), as the score
 * that a row must exceed falls, until all are found. Rows of equal score come at once.
 *
 * @param recall ascending, from 0 to 1
 * @param precision at each recall, from 0 to 1; at recall 0 that of the highest scores
 * @param share of the class among all rows: the precision of guessing
 */
public record PrecisionRecall(double[] recall, double[] precision, double share) {
    /**
     * Of scores and whether each row is of the class.
     *
     * @throws IllegalArgumentException if no row is of the class
     */
    public static PrecisionRecall of(double[] scores, boolean[] positive) {
        return of(scores, positive, RocCurve.ones(scores.length));
    }

    /**
     * Likewise, where each row counts by its weight.
     *
     * @param weights above 0
     * @throws IllegalArgumentException if no row is of the class
     */
    public static PrecisionRecall of(double[] scores, boolean[] positive, double[] weights) {
        RocCurve.Ranking ranking = RocCurve.Ranking.of(scores, positive, weights);
        double all = ranking.ofClass();
        if (all == 0) {
            throw new IllegalArgumentException(
                    "A precision-recall curve expects rows of the class, but there are none");
        }
        int points = 0;
        while (points == 0 || ranking.found()[points - 1] < all) { // once all are found, more rows are only wrong
            points++;
        }
        double[] recall = new double[points + 1];
        double[] precision = new double[points + 1];
        for (int i = 0; i < points; i++) {
            recall[i + 1] = ranking.found()[i] / all;
            precision[i + 1] = ranking.found()[i] / (ranking.found()[i] + ranking.wrong()[i]);
        }
        precision[0] = precision[1];
        return new PrecisionRecall(recall, precision, all / (all + ranking.ofOthers()));
    }

    /** Mean precision over the rows of the class, each at the recall where it is found: Σ (rᵢ - rᵢ₋₁) pᵢ. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < recall.length; i++) {
            sum += (recall[i] - recall[i - 1]) * precision[i];
        }
        return sum;
    }
}
