package org.cellwise.kernel;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes types as a cell can declare them: qualified, so that no import matters; types of cells by their bare name. */
final class TypeText {

    private TypeText() {}

    static String of(Type type) {
        if (type instanceof Class<?> plain) {
            return name(plain);
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            if (wildcard.getLowerBounds().length > 0) {
                return "? super " + of(wildcard.getLowerBounds()[0]);
            }
            return wildcard.getUpperBounds()[0] == Object.class ? "?" : "? extends " + of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            String arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(TypeText::of)
                    .collect(Collectors.joining(", "));
            return of(generic.getRawType()) + (arguments.isEmpty() ? "" : "<" + arguments + ">");
        }
        return "java.lang.Object"; // a type variable: there is none outside of methods and classes
    }

    /** Without generics: what remains where the whole type cannot be declared. */
    static String name(Class<?> type) {
        String name = type.getCanonicalName() == null ? "java.lang.Object" : type.getCanonicalName();
        return name.replaceFirst("^REPL\\.\\$JShell\\$\\w+\\.", "");
    }
}
