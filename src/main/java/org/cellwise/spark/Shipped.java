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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;

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
            byte[] code = CellCode.withoutStops(file(function.getClass().getClassLoader(), lambda.getImplClass()));
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

    /**
     * What the code of a notebook's cell uses. JShell makes a class of each snippet, whose variables are static fields: on
     * another machine these would be 0 or null without a word, so a function that uses one is refused.
     */
    private static final class CellCode {
        private static final String CELLS = "REPL/";

        private CellCode() {}

        /** Without the checks that JShell weaves into code since JDK 20, so that it can be stopped. */
        static byte[] withoutStops(byte... code) {
            ClassWriter made = new ClassWriter(0);
            new ClassReader(code)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9, made) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String descriptor, String signature, String[] thrown) {
                                    return new Unstopped(
                                            super.visitMethod(access, name, descriptor, signature, thrown));
                                }
                            },
                            0);
            return made.toByteArray();
        }

        private static final class Unstopped extends MethodVisitor {
            Unstopped(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                if (!owner.equals(CELLS + "$Cancel$")) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                }
            }
        }

        /** Whether a class, by its name with slashes, is one that JShell made. */
        static boolean isOfCell(String type) {
            return type.startsWith(CELLS);
        }

        /** @throws IllegalArgumentException if a method, or those of its class that it calls, use what is of other cells */
        static void check(byte[] code, String type, String method) {
            ClassReader reader = new ClassReader(code);
            Set<String> seen = new HashSet<>();
            Deque<String> left = new ArrayDeque<>();
            left.add(method);
            while (!left.isEmpty()) {
                String name = left.remove();
                if (seen.add(name)) {
                    reader.accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String other,
                                        String descriptor,
                                        String signature,
                                        String[] thrown) {
                                    return other.equals(name) ? new Uses(type, left) : null;
                                }
                            },
                            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                }
            }
        }

        private static final class Uses extends MethodVisitor {
            private final String type;
            private final Deque<String> called;

            Uses(String type, Deque<String> called) {
                super(Opcodes.ASM9);
                this.type = type;
                this.called = called;
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                if (isOfCell(owner)) {
                    throw refused(
                            "the variable \"" + name + "\" of a cell",
                            "write its value into the function, or let it be one of the settings");
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                if (owner.equals(type)) {
                    called.add(name);
                } else if (isOfCell(owner)) {
                    throw refused(
                            "the method or class \"" + name + "\" of another cell", "write its code into the function");
                }
            }

            @Override
            public void visitTypeInsn(int opcode, String other) {
                if (isOfCell(other)) {
                    throw refused("a class of a cell", "do without it");
                }
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        visitMethodInsn(
                                Opcodes.INVOKESTATIC, handle.getOwner(), handle.getName(), handle.getDesc(), false);
                    }
                }
            }

            private static IllegalArgumentException refused(String what, String advice) {
                return new IllegalArgumentException(
                        "The function uses " + what + ", which other machines do not have: " + advice);
            }
        }
    }
}
