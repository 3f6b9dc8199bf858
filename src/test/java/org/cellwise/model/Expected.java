package org.cellwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cellwise.file.Fields;
import org.cellwise.file.Json;
import org.cellwise.network.Network;

/** What other software answered to rows. */
public final class Expected {
    private Expected() {}

    /**
     * Holds a network against a file.
     *
     * @param key in the file, of lists {@code rows} and {@code outputs}
     */
    public static void assertAnswers(Network network, Path file, String key, double tolerance) throws IOException {
        Fields expected = Json.readObject("it", Files.readString(file)).object(key);
        List<?> rows = expected.list("rows");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(network.predict(doubles(rows.get(i))))
                    .containsExactly(doubles(expected.list("outputs").get(i)), within(tolerance));
        }
    }

    private static double[] doubles(Object list) {
        return ((List<?>) list)
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }
}
