package org.cellwise.spark;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Values of Spark's rows as the raw values that columns of a table have. */
final class SparkValues {
    private SparkValues() {}

    /**
     * Dates and times as those of java.time, all else as it is.
     *
     * @param zone of the session, in which a point in time has a date and an hour
     */
    static Object plain(Object value, ZoneId zone) {
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Timestamp time) {
            return LocalDateTime.ofInstant(time.toInstant(), zone);
        }
        return value instanceof Instant time ? LocalDateTime.ofInstant(time, zone) : value;
    }
}
