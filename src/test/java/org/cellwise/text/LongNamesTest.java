package org.cellwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cellwise.Cellwise.*;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableView;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Names of 100 kB, as a file read with the wrong separator has them: texts stay readable and cost little. */
class LongNamesTest {
    private static final String HUGE = "x".repeat(100_000);
    private static final Dataset DATA = dataset(
                    new double[][] {{0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 0}, HUGE + "a", HUGE + "b")
            .inputs(HUGE + 1, HUGE + 2);
    private static final Network NET =
            network(inputs(HUGE + 1, HUGE + 2), dense(2), relu(), dense(outputs(HUGE + "a", HUGE + "b")));
    private static final Table TABLE = Table.create(
            HUGE,
            DoubleColumn.create(HUGE + 1, 1.0, 2.0, 3.0),
            DoubleColumn.create(HUGE + 2, 3.0, 2.0, 1.0),
            StringColumn.create(HUGE + 3, HUGE + "a", HUGE + "b", HUGE + "a"));

    static Stream<ThrowingCallable> wrongCalls() {
        return Stream.of(
                () -> NET.weights(HUGE),
                () -> NET.predict(1, 2, 3),
                () -> boundary(NET, DATA, HUGE, HUGE + 1),
                () -> classReport(NET, DATA).of(HUGE),
                () -> network(inputs(HUGE, HUGE), dense(2)),
                () -> network(inputs(2), dense(outputs(HUGE, HUGE))),
                () -> DATA.inputs(HUGE),
                () -> dataset(TABLE)
                        .features(HUGE + 4, HUGE + 2)
                        .label(HUGE + 3)
                        .all(),
                () -> dataset(TABLE).features(HUGE + 1).label(HUGE).all(),
                () -> dataset(TABLE)
                        .features(HUGE + 1, HUGE + 1)
                        .label(HUGE + 3)
                        .all(),
                () -> dataset(new double[][] {{1}}, new String[] {HUGE}, HUGE + "a", HUGE + "b"));
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void errorsStayShort(ThrowingCallable wrongCall) {
        assertThat(catchThrowable(wrongCall))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }

    @Test
    void wordsStayShort() {
        for (Object value : List.of(
                DATA,
                NET,
                NET.summary(),
                NET.classify(1, 2),
                classReport(NET, DATA),
                confusion(NET, DATA),
                TableView.of(TABLE),
                dataset(TABLE).features(HUGE + 1).label(HUGE + 3),
                draw(NET))) {
            assertThat(value.toString()).as(value.getClass().getSimpleName()).hasSizeLessThan(3_000);
        }
        for (Object value : List.of(NET, TABLE, explain(NET, 1, 2), confusion(NET, DATA), mistakes(NET, DATA))) {
            Renderer.render(value)
                    .orElseThrow()
                    .data()
                    .forEach((type, text) -> assertThat(text)
                            .as(value.getClass().getSimpleName() + " as " + type)
                            .hasSizeLessThan(200_000));
        }
    }
}
