/**
 * The bundled Jupyter kernel: compatible with IJava, built on jupyter-jvm-basekernel and JShell.
 *
 * <p>One thread answers each Jupyter channel, one compiles a cell, one runs it. A cell's way through the files:
 * {@code CellwiseKernel} (the request), {@code CompilerThread}, {@code magic.MagicSyntax} ({@code %jars} becomes Java),
 * {@code Evaluator} (piece by piece through JShell, in the order that the whole cell needs), {@code CellThread} (runs it, and
 * stops it), {@code redefine} and {@code CellVariables} (all others keep their values), {@code ErrorReport} (when it fails).
 */
package org.cellwise.kernel;
