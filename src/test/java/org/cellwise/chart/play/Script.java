package org.cellwise.chart.play;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** The computing part of a playground's script, run without a browser; each evaluation sees what earlier ones declared. */
final class Script implements AutoCloseable {
    /** Floats as they lie in the memory of machines that browsers run on. */
    private static final ContextFactory FACTORY = new ContextFactory() {
        @Override
        protected boolean hasFeature(Context context, int feature) {
            return feature == Context.FEATURE_LITTLE_ENDIAN || super.hasFeature(context, feature);
        }
    };

    private final Context context = FACTORY.enterContext();
    private final ScriptableObject scope;

    Script() {
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(false);
        scope = context.initStandardObjects();
        scope.put(
                "atob",
                scope,
                new LambdaFunction(
                        scope,
                        "atob",
                        1,
                        (c, s, self, args) -> new String(
                                Base64.getDecoder().decode(Context.toString(args[0])), StandardCharsets.ISO_8859_1)));
        run(Playground.engine());
    }

    /** Begins a training with what a page is told. */
    static Script of(Playground playground) {
        Script script = new Script();
        script.run("var training = new Training(" + playground.spec() + ");");
        return script;
    }

    Object run(String code) {
        Object value = context.evaluateString(scope, code, "playground", 1, null);
        return Undefined.isUndefined(value) ? null : value;
    }

    String text(String code) {
        return Context.toString(run(code));
    }

    double number(String code) {
        return Context.toNumber(run(code));
    }

    @Override
    public void close() {
        context.close();
    }
}
