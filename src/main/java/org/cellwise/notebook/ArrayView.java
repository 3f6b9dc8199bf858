package org.cellwise.notebook;

import java.lang.reflect.Array;
import java.util.AbstractList;

/** An array of any type as a list. */
final class ArrayView extends AbstractList<Object> {
    private final Object array;

    ArrayView(Object array) {
        this.array = array;
    }

    @Override
    public Object get(int index) {
        return Array.get(array, index);
    }

    @Override
    public int size() {
        return Array.getLength(array);
    }
}
