package org.cellwise.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.cellwise.data.encode.ColumnSums;

/** What a pass over rows has seen of all columns; it merges. */
public final class Sums implements Externalizable {
    private static final long serialVersionUID = 1;

    private ColumnSums[] columns;
    private long rows;
    private long missing; // rows that miss something that nothing stands in for
    private BadRows bad = new BadRows();

    /** For Spark, which fills it. */
    public Sums() {}

    /** Of the rows of a partition. */
    static Sums of(RowForm form, boolean dropsMissing, int partition, Iterator<Row> rows) {
        Sums sums = new Sums();
        sums.columns = form.sums();
        for (long place = 0; rows.hasNext(); place++) {
            Object[] values;
            try {
                values = form.read(rows.next());
            } catch (IllegalArgumentException e) {
                sums.bad.add(partition, place, e.getMessage());
                continue;
            }
            sums.add(form, dropsMissing, partition, place, values);
        }
        return sums;
    }

    private void add(RowForm form, boolean dropsMissing, int partition, long place, Object... values) {
        if (!form.takes(values)) {
            return;
        }
        rows++;
        int misses = form.misses(values);
        if (misses >= 0) {
            missing++;
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    columns[i].addMissing();
                }
            }
            if (!dropsMissing) {
                bad.add(partition, place, "\"%s\" misses a value".formatted(form.name(misses)));
            }
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                columns[i].addMissing();
            } else if (values[i] instanceof Double number) {
                columns[i].add(number);
            } else {
                columns[i].add((String) values[i], 1);
            }
        }
    }

    Sums merge(Sums other) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(other.columns[i]);
        }
        rows += other.rows;
        missing += other.missing;
        bad.merge(other.bad);
        return this;
    }

    /** By name. */
    Map<String, ColumnSums> columns(RowForm form) {
        Map<String, ColumnSums> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            named.put(form.name(i), columns[i]);
        }
        return named;
    }

    long rows() {
        return rows;
    }

    long missing() {
        return missing;
    }

    BadRows bad() {
        return bad;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeLong(rows);
        out.writeLong(missing);
        out.writeObject(bad);
        out.writeInt(columns.length);
        for (ColumnSums column : columns) {
            out.writeObject(column.pack());
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        rows = in.readLong();
        missing = in.readLong();
        bad = (BadRows) in.readObject();
        columns = new ColumnSums[in.readInt()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnSums.unpack((Object[]) in.readObject());
        }
    }
}
