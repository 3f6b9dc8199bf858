package org.cellwise;

import org.cellwise.math.FloatMath;
import org.cellwise.notebook.Bridge;
import org.cellwise.notebook.MimeBundle;
import org.cellwise.notebook.Notebook;

/**
 * Where the facade begins: {@link Cellwise} inherits its functions from one class a topic, so that a cell needs one import.
 * Calling any of them initialises this class, which finds the running kernel, and
 * says in the notebook how to get faster loops where there are any to get.
 */
abstract class Facade {
    static {
        Bridge.install();
        FloatMath.advice().map(MimeBundle::text).ifPresent(Notebook::show); // here, because this runs once
    }

    Facade() {}
}
