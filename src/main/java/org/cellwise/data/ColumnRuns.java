package org.cellwise.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Encoders;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scalers;
import org.cellwise.data.encode.Settings;

/** Descriptions of encoders, of many columns of numbers that are scaled alike only one: an image has one for each pixel. */
final class ColumnRuns {
    private static final String KIND = "numbers";
    private static final int SHORTEST = 8;

    private ColumnRuns() {}

    static List<Object> describe(List<ColumnEncoder> encoders) {
        List<Object> described = new ArrayList<>();
        int at = 0;
        while (at < encoders.size()) {
            int end = end(encoders, at);
            if (end - at < SHORTEST) {
                described.add(encoders.get(at).describe());
                at++;
                continue;
            }
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("kind", KIND);
            run.put(
                    "columns",
                    encoders.subList(at, end).stream()
                            .map(ColumnEncoder::column)
                            .toList());
            run.put("scaler", ((NumericEncoder) encoders.get(at)).scaler().describe());
            described.add(run);
            at = end;
        }
        return described;
    }

    /** Where the columns end that are scaled as the first. */
    private static int end(List<ColumnEncoder> encoders, int first) {
        int end = first;
        while (end < encoders.size()
                && encoders.get(first) instanceof NumericEncoder a
                && encoders.get(end) instanceof NumericEncoder b
                && a.scaler().equals(b.scaler())) {
            end++;
        }
        return end;
    }

    static List<ColumnEncoder> read(Object description) {
        if (!(description instanceof Map<?, ?> map) || !KIND.equals(map.get("kind"))) {
            return List.of(Encoders.of(description));
        }
        Settings settings = Settings.of("columns of numbers", description);
        settings.kind();
        List<ColumnEncoder> encoders = new ArrayList<>();
        for (String column : settings.texts("columns")) {
            encoders.add(new NumericEncoder(column, Scalers.of(settings.get("scaler"))));
        }
        settings.end();
        return encoders;
    }
}
