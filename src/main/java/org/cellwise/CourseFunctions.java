package org.cellwise;

import java.nio.file.Path;
import org.cellwise.course.Exercise;
import org.cellwise.course.Exercises;
import org.cellwise.text.Given;
import org.cellwise.text.TextTable;

/** Exercises of the course. */
abstract class CourseFunctions extends WidgetFunctions {
    CourseFunctions() {}

    /**
     * An exercise of the course, by the number of its notebook and its own; it looks at answers, and has hints and a worked
     * answer: {@code exercise("02.3").check(35)}.
     *
     * @throws IllegalArgumentException if there is none of this number
     */
    public static Exercise exercise(String number) {
        return Exercises.get(number);
    }

    /** All exercises, and which are solved: {@code exercises()}. */
    public static TextTable exercises() {
        return Exercises.progress();
    }

    /**
     * The same, kept in a file from now on, so that the next kernel knows what is solved: {@code exercises("progress.json")}.
     *
     * @throws org.cellwise.file.FileFormatException if there is another file of that name
     * @throws java.io.UncheckedIOException if it cannot be read or written
     */
    public static TextTable exercises(String file) {
        return Exercises.progress(Path.of(Given.require(file, "exercises", "the name of a file")));
    }
}
