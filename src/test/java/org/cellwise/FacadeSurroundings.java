package org.cellwise;

import java.util.concurrent.Callable;

/** What an example is run by: an expression gives its value, statements an empty text. */
public final class FacadeSurroundings {
    /** What all examples are compiled into: a method with their number runs one. */
    public interface Examples {
        Object run(int example) throws Exception;
    }

    private FacadeSurroundings() {}

    public static Object value(Callable<?> example) throws Exception {
        return example.call();
    }

    public static Object value(Runnable example) {
        example.run();
        return "";
    }
}
