package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.exercise;
import static org.cellwise.Cellwise.exercises;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked answer of each exercise, run as a cell after all those before, is right. */
class SolutionsTest {
    @Test
    void workedAnswersAreRight() {
        CellSession cells = new CellSession();
        cells.run("import static org.cellwise.Cellwise.*;");
        List<String> numbers =
                exercises().rows().stream().map(row -> row.get(0)).toList();
        for (String number : numbers) {
            assertThat(cells.run(exercise(number).solution()))
                    .as(number)
                    .asString()
                    .startsWith("Right. ");
        }
    }
}
