package org.cellwise;

import org.cellwise.notebook.Bridge;

/**
 * Where the facade begins: {@link Cellwise} inherits its functions from one class a topic, so that a cell needs one import.
 * Calling any of them initialises this class, which finds the running kernel.
 */
abstract class Facade {
    static {
        Bridge.install();
    }

    Facade() {}
}
