package org.cellwise.notebook;

import java.awt.image.BufferedImage;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that is reached by reflection: IJava, JJava and the bundled one offer the same methods under different package
 * names. Classes are looked up from the kernel's own, so whatever is not there is not asked for.
 */
final class ReflectedKernel implements Kernel {
    private record Entry(String name, String className, String method) {}

    private static final List<Entry> ENTRIES = List.of(
            new Entry("Java (Cellwise)", "org.cellwise.kernel.CellwiseKernel", "getKernelInstance"),
            new Entry("IJava", "io.github.spencerpark.ijava.IJava", "getKernelInstance"),
            new Entry("JJava", "org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"), // since 1.0-a6
            new Entry("JJava", "org.dflib.jjava.JJava", "getKernelInstance")); // before

    private final String name;
    private final Object kernel;
    private final Class<?> base; // BaseKernel, whose package tells where the others are
    private final Class<?> displayData;

    private ReflectedKernel(String name, Object kernel, Class<?> base) throws ClassNotFoundException {
        this.name = name;
        this.kernel = kernel;
        this.base = base;
        this.displayData = type("display.DisplayData");
    }

    /** The kernel of this process, if there is one. */
    static Optional<Kernel> running() {
        return ENTRIES.stream()
                .map(ReflectedKernel::instance)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A kernel object as this class sees it; none where it is no kernel that we know. */
    static Optional<Kernel> of(String name, Object kernel) {
        for (Class<?> type = kernel.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("BaseKernel")) {
                return attempt(name, kernel, type);
            }
        }
        return Optional.empty();
    }

    private static Optional<Kernel> attempt(String name, Object kernel, Class<?> base) {
        try {
            return Optional.of(new ReflectedKernel(name, kernel, base));
        } catch (ClassNotFoundException | LinkageError unlikeAnyWeKnow) {
            return Optional.empty();
        }
    }

    private static Optional<Kernel> instance(Entry entry) {
        try {
            Class<?> type = Class.forName(entry.className, true, ReflectedKernel.class.getClassLoader());
            Object kernel = type.getMethod(entry.method).invoke(null);
            return kernel == null ? Optional.empty() : of(entry.name, kernel);
        } catch (ReflectiveOperationException | LinkageError notThisOne) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void useOurRenderer() throws ReflectiveOperationException {
        Probe probe = new Probe();
        Object renderer = renderer();
        renderer.getClass().getMethod("render", Object.class).invoke(renderer, probe);
        if (!probe.answered) {
            register(renderer, Object.class);
            register(renderer, BufferedImage.class); // for which kernels have a renderer of their own
        }
    }

    private void register(Object renderer, Class<?> type) throws ReflectiveOperationException {
        Class<?> function = type("display.RenderFunction");
        Object ours = Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function}, this::answer);
        Object registration =
                renderer.getClass().getMethod("createRegistration", Class.class).invoke(renderer, type);
        registration.getClass().getMethod("register", function).invoke(registration, ours);
    }

    // the kernel calls our render function: render(value, context)
    private Object answer(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        switch (method.getName()) {
            case "render" -> render(arguments[0], arguments[1]);
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return "Cellwise's renderer";
            }
            default -> {
                // no other method is asked of a function
            }
        }
        return null;
    }

    private void render(Object value, Object context) throws ReflectiveOperationException {
        if (value instanceof Probe probe) {
            probe.answered = true;
            return;
        }
        Optional<MimeBundle> bundle = Renderer.render(value);
        if (bundle.isPresent()) {
            fill(context.getClass().getMethod("getOutputContainer").invoke(context), bundle.get());
        }
    }

    @Override
    public void display(Object value, String id) throws ReflectiveOperationException {
        Object data = data(value);
        if (id != null) {
            displayData.getMethod("setDisplayId", String.class).invoke(data, id);
        }
        base.getMethod("display", displayData).invoke(kernel, data);
    }

    @Override
    public void update(String id, MimeBundle bundle) throws ReflectiveOperationException {
        Object stream = stream();
        stream.getClass().getMethod("updateDisplay", String.class, displayData).invoke(stream, id, data(bundle));
    }

    @Override
    public boolean isAttached() throws ReflectiveOperationException {
        Object stream = stream();
        return (boolean) stream.getClass().getMethod("isAttached").invoke(stream);
    }

    @Override
    public Optional<WidgetHost> widgets() {
        return kernel instanceof WidgetHost host ? Optional.of(host) : Optional.empty();
    }

    private Object data(Object value) throws ReflectiveOperationException {
        Optional<MimeBundle> bundle = Renderer.render(value);
        if (bundle.isEmpty()) {
            Object renderer = renderer();
            return renderer.getClass().getMethod("render", Object.class).invoke(renderer, value);
        }
        Object data = displayData.getConstructor().newInstance();
        fill(data, bundle.get());
        return data;
    }

    private void fill(Object data, MimeBundle bundle) throws ReflectiveOperationException {
        Method put = displayData.getMethod("putData", String.class, Object.class);
        Method describe = displayData.getMethod("putMetaData", String.class, Object.class);
        for (var form : bundle.data().entrySet()) {
            Object content = form.getValue();
            put.invoke(
                    data,
                    form.getKey(),
                    Widget.content(form.getKey(), form.getValue()).orElse(content));
        }
        for (var about : bundle.metadata().entrySet()) {
            describe.invoke(data, about.getKey(), about.getValue());
        }
    }

    private Object renderer() throws ReflectiveOperationException {
        return base.getMethod("getRenderer").invoke(kernel);
    }

    private Object stream() throws ReflectiveOperationException {
        Object io = base.getMethod("getIO").invoke(kernel);
        return io.getClass().getField("display").get(io);
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(base.getPackageName() + "." + name, true, base.getClassLoader());
    }

    /** Tells whether our renderer is there already: it answers, any other leaves this as it is. */
    private static final class Probe {
        private boolean answered;
    }
}
