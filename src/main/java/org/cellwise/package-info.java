/**
 * Cellwise: neural networks in Java notebooks. {@link org.cellwise.Cellwise} is the facade that a cell imports; every
 * other package may be read on its own, and imports point downwards only:
 *
 * <pre>
 * kernel     the bundled Jupyter kernel and its installer, a program of its own
 * notebook   how values reach a notebook: MIME bundles, live displays, the bridge to the running kernel
 * chart      figures: XChart charts and own SVG; chart.network the drawn network, chart.picture what figures are made of
 * train      Trainer, Loss, Optimizer, History, metrics, listeners
 * data       Dataset, Split, Batch, encoders, scalers; data.table is the only place with tablesaw
 * network    Network, Summary
 * layer      layers: parameters and a composition of ops
 * op         one file for each differentiable step, forward beside backward
 * tensor     Shape, Tensor, Parameter, and the Tape that records ops
 * math       loops over float[], threads, and the seeded generator; imports nothing
 * </pre>
 */
package org.cellwise;
