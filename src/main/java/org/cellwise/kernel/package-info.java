/**
 * The bundled Jupyter kernel: compatible with IJava, built on jupyter-jvm-basekernel and JShell.
 *
 * <p>One thread reads each Jupyter channel, one runs the cells, one publishes. A cell's way through the files:
 * {@code CellwiseKernel} (the request), {@code MagicSyntax} ({@code %jars} becomes Java), {@code Evaluator} (snippet by
 * snippet through JShell), {@code CellThread} (runs it, and stops it), {@code ErrorReport} (when it fails).
 */
package org.cellwise.kernel;
