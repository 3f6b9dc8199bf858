package org.cellwise.spark;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.cellwise.network.Classification;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning.Kind;

/**
 * What a network answers to rows of a partition, one at a time: the last bits of several rows together may be others, and
 * would then depend on how rows are parted.
 *
 * @param network goes to each executor once
 * @param zone of the session
 * @param strict whether a row that cannot be prepared ends the job
 */
record Scoring(Broadcast<SavedNetwork> network, ZoneId zone, boolean strict)
        implements MapPartitionsFunction<Row, Row>, UDF1<Row, Row> {
    private static final int ANSWERS = 4; // prediction, class, probabilities, problem
    private static final int PROBLEM = 3;

    /** The rows with answers behind their own values. */
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Network net = network.value().network();
        return new Iterator<>() {
            private long number;
            private int[] columns;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                if (number++ == 0) {
                    columns = columns(net, row);
                }
                Object[] all = new Object[row.size() + ANSWERS];
                for (int c = 0; c < row.size(); c++) {
                    all[c] = row.get(c);
                }
                answer(net, row, columns, "Row " + number + " of ", all, row.size());
                return RowFactory.create(all);
            }
        };
    }

    /** The answer to one row alone. */
    @Override
    public Row call(Row row) {
        if (row == null) {
            return null;
        }
        Network net = network.value().network();
        Object[] answer = new Object[ANSWERS];
        answer(net, row, columns(net, row), "A row of ", answer, 0);
        return RowFactory.create(answer);
    }

    private static int[] columns(Network net, Row row) {
        return NetworkModel.columns(net.preparation().columns(), row.schema());
    }

    private void answer(Network net, Row row, int[] columns, String which, Object[] into, int at) {
        Object[] raw = new Object[columns.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = plain(row.get(columns[i]), zone);
        }
        try {
            double[] outputs = net.predictRaw(raw);
            if (net.meaning().kind() == Kind.NUMBERS) {
                into[at] = outputs.length == 1 ? (Object) outputs[0] : Vectors.dense(outputs);
            } else {
                classes(net, outputs, into, at);
            }
        } catch (IllegalArgumentException e) {
            String problem = "partition %s: %s".formatted(TaskContext.getPartitionId(), e.getMessage());
            if (strict) {
                throw new IllegalArgumentException(which + problem, e);
            }
            into[at + PROBLEM] = problem;
        }
    }

    private static void classes(Network net, double[] outputs, Object[] into, int at) {
        float[] numbers = new float[outputs.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) outputs[i];
        }
        Classification given = net.meaning().classification(numbers, 0);
        into[at + 2] = Vectors.dense(
                given.probabilities().stream().mapToDouble(Double::doubleValue).toArray());
        if (given.exclusive()) {
            into[at] = (double) given.index();
            into[at + 1] = given.label();
        } else {
            double[] yes = new double[given.names().size()];
            given.indices().forEach(i -> yes[i] = 1);
            into[at] = Vectors.dense(yes);
            into[at + 1] = given.labels().toArray(String[]::new);
        }
    }

    /**
     * Dates and times as those of java.time, all else as it is.
     *
     * @param zone of the session, in which a point in time has a date and an hour
     */
    private static Object plain(Object value, ZoneId zone) {
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Timestamp time) {
            return LocalDateTime.ofInstant(time.toInstant(), zone);
        }
        return value instanceof Instant time ? LocalDateTime.ofInstant(time, zone) : value;
    }
}
