package org.cellwise.kernel.redefine;

import java.util.ArrayList;
import java.util.List;

/** Reads method descriptors such as {@code (I[Ljava/lang/String;)D}, and says which instruction moves a type. */
final class MethodDescriptors {

    private static final int LOAD_INT = 0x15;
    private static final int RETURN_INT = 0xac;

    private MethodDescriptors() {}

    static List<String> parameters(String descriptor) {
        List<String> types = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = at;
            while (descriptor.charAt(end) == '[') {
                end++;
            }
            end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) : end;
            types.add(descriptor.substring(at, end + 1));
            at = end + 1;
        }
        return types;
    }

    static String result(String descriptor) {
        return descriptor.substring(descriptor.indexOf(')') + 1);
    }

    /** How many stack slots a type takes. */
    static int slots(String type) {
        return type.equals("J") || type.equals("D") ? 2 : 1;
    }

    /** The instruction that loads a local variable. */
    static int load(String type) {
        return LOAD_INT + offset(type);
    }

    /** The instruction that returns a value. */
    static int giveBack(String type) {
        return type.equals("V") ? 0xb1 : RETURN_INT + offset(type);
    }

    private static int offset(String type) { // the instructions stand in the order int, long, float, double, reference
        return switch (type.charAt(0)) {
            case 'J' -> 1;
            case 'F' -> 2;
            case 'D' -> 3;
            case 'L', '[' -> 4;
            default -> 0;
        };
    }
}
