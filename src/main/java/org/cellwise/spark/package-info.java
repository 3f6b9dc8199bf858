/**
 * Training and scoring on Apache Spark, which users bring: the only package that names it.
 *
 * <p>Rows: {@link org.cellwise.spark.SparkData} takes the choices that a table takes; {@code Sums} are what a pass over all
 * rows has seen, from which the encoders follow ({@code data.table.DistantRecipe}); {@link org.cellwise.spark.SparkRows}
 * are rows with encoders, read by {@code RowForm}, made numbers by {@code RowCoder}, dealt out to shards by what they hold.
 *
 * <p>Training: {@link org.cellwise.spark.SparkTrainer} checks what can be checked, {@code SparkFit} runs attempts on the
 * driver, each from the newest state. A {@code TrainingTask} holds the rows of some shards and runs the trainer's own
 * {@code fit} with a {@code TaskTeam}, which brings together what all shards say over {@code Wire}s between the tasks. {@code
 * Messenger} tells the driver's {@code Headquarters} how it goes; the driver keeps states ({@code Checkpoints}).
 *
 * <p>Scoring: {@link org.cellwise.spark.NetworkModel} and {@code SavedNetwork}.
 */
package org.cellwise.spark;
