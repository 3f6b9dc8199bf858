package org.cellwise.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/**
 * A function on its way to executors. One that stands in a cell of a notebook takes the class of its cell along, which no
 * other machine has; it may use nothing of other cells.
 */
final class Shipped<F extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] function;
    private final String name; // of the class of its cell; null where it stands in none
    private final byte[] code;

    private Shipped(byte[] function, String name, byte[] code) {
        this.function = function;
        this.name = name;
        this.code = code;
    }

    /** @throws IllegalArgumentException if it uses what other machines do not have, in words */
    static <F extends Serializable> Shipped<F> of(F function) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(function);
            }
            SerializedLambda lambda = lambda(function);
            if (lambda == null || !CellCode.isOfCell(lambda.getImplClass())) {
                return new Shipped<>(bytes.toByteArray(), null, null);
            }
            byte[] code = file(function.getClass().getClassLoader(), lambda.getImplClass());
            CellCode.check(code, lambda.getImplClass(), lambda.getImplMethodName());
            return new Shipped<>(bytes.toByteArray(), lambda.getImplClass().replace('/', '.'), code);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The function cannot go to other machines, since it holds what cannot be written (" + e.getMessage()
                            + "): let it use its arguments alone",
                    e);
        }
    }

    private static SerializedLambda lambda(Object function) {
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return replace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
        } catch (ReflectiveOperationException e) {
            return null; // a class of its own
        }
    }

    private static byte[] file(ClassLoader loader, String type) throws IOException {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            if (in == null) {
                throw new IOException("the code of its cell was not found");
            }
            return in.readAllBytes();
        }
    }

    /** The function, where it has arrived. */
    @SuppressWarnings("unchecked")
    F get() {
        ClassLoader loader = new Cells(Thread.currentThread().getContextClassLoader());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(function)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
                return Class.forName(type.getName(), false, loader);
            }
        }) {
            return (F) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("A function did not arrive whole: " + e, e);
        }
    }

    /** Knows the class of the cell besides. */
    private final class Cells extends ClassLoader {
        Cells(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            if (wanted.equals(name)) {
                return defineClass(wanted, code, 0, code.length);
            }
            throw new ClassNotFoundException(wanted);
        }
    }
}
