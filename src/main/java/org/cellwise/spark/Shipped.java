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
import java.util.HashSet;
import java.util.Set;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.tree.AbstractInsnNode;
import org.apache.xbean.asm9.tree.ClassNode;
import org.apache.xbean.asm9.tree.FieldInsnNode;
import org.apache.xbean.asm9.tree.InvokeDynamicInsnNode;
import org.apache.xbean.asm9.tree.MethodInsnNode;
import org.apache.xbean.asm9.tree.MethodNode;
import org.apache.xbean.asm9.tree.TypeInsnNode;

/**
 * A function on its way to executors. One that stands in a cell of a notebook takes the class of its cell along, which no
 * other machine has; it may use nothing of other cells.
 */
final class Shipped<F extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String CELLS = "REPL/"; // where JShell's classes are

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
            if (lambda == null || !isOfCell(lambda.getImplClass())) {
                return new Shipped<>(bytes.toByteArray(), null, null);
            }
            ClassNode cell = cell(function.getClass().getClassLoader(), lambda.getImplClass());
            byte[] code = withoutStops(cell);
            check(cell, lambda.getImplMethodName(), new HashSet<>());
            return new Shipped<>(bytes.toByteArray(), cell.name.replace('/', '.'), code);
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

    private static ClassNode cell(ClassLoader loader, String type) throws IOException {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            if (in == null) {
                throw new IOException("the code of its cell was not found");
            }
            ClassNode cell = new ClassNode();
            new ClassReader(in).accept(cell, 0);
            return cell;
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

    /** Without the checks that JShell weaves into code since JDK 20, so that it can be stopped. */
    private static byte[] withoutStops(ClassNode cell) {
        for (MethodNode method : cell.methods) {
            for (AbstractInsnNode code : method.instructions.toArray()) {
                if (code instanceof MethodInsnNode call && call.owner.equals(CELLS + "$Cancel$")) {
                    method.instructions.remove(call);
                }
            }
        }
        ClassWriter made = new ClassWriter(0);
        cell.accept(made);
        return made.toByteArray();
    }

    /**
     * Refuses a method if it, or those of its class that it calls, use what is of other cells. JShell makes a class of each
     * snippet, whose variables are static fields: on another machine these would be 0 or null without a word.
     */
    private static void check(ClassNode cell, String name, Set<String> seen) {
        if (!seen.add(name)) {
            return;
        }
        for (MethodNode method : cell.methods) {
            if (method.name.equals(name)) {
                for (AbstractInsnNode code : method.instructions) {
                    if (code instanceof FieldInsnNode field && isOfCell(field.owner)) {
                        throw refused(
                                "the variable \"" + field.name + "\" of a cell",
                                "write its value into the function, or let it be one of the settings");
                    } else if (code instanceof TypeInsnNode type && isOfCell(type.desc)) {
                        throw refused("a class of a cell", "do without it");
                    } else if (code instanceof MethodInsnNode call) {
                        checkCall(cell, call.owner, call.name, seen);
                    } else if (code instanceof InvokeDynamicInsnNode dynamic) {
                        for (Object argument : dynamic.bsmArgs) {
                            if (argument instanceof Handle handle) {
                                checkCall(cell, handle.getOwner(), handle.getName(), seen);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void checkCall(ClassNode cell, String owner, String name, Set<String> seen) {
        if (owner.equals(cell.name)) {
            check(cell, name, seen);
        } else if (isOfCell(owner)) {
            throw refused("the method or class \"" + name + "\" of another cell", "write its code into the function");
        }
    }

    /** Whether a class, by its name with slashes, is one that JShell made. */
    private static boolean isOfCell(String type) {
        return type.startsWith(CELLS);
    }

    private static IllegalArgumentException refused(String what, String advice) {
        return new IllegalArgumentException(
                "The function uses " + what + ", which other machines do not have: " + advice);
    }
}
