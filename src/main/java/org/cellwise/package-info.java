/**
 * Cellwise: neural networks in Java notebooks. {@link org.cellwise.Cellwise} is the facade that a cell imports; every
 * other package may be read on its own, and imports point downwards only:
 *
 * <pre>
 * Cellwise   the facade, one file a topic: DataFunctions, LayerFunctions, TrainingFunctions, …; imported by nothing
 * kernel     the bundled Jupyter kernel: magics, protocol, sockets, redefinition of cells' classes, and its installer
 * notebook   how values reach a notebook: MIME bundles, live displays, widgets, help, the bridge to the running kernel
 * chart      pictures by subject: data, network, learning, decision; plot and picture are what figures are made of
 * insight    what data and a trained network show, as numbers: diagnosis, explanations, gradient flow, landscapes, mistakes
 * train      Trainer, Step, Fit; loss, optimizer, schedule, metric, search, state
 * model      whole networks: blueprints, generation of text, ONNX, weights from other software
 * data       Dataset, Schema, Batch, Source, encoders, readers; data.table is the only place with tablesaw
 * network    Network: layers with weights; OutputMeaning, Trace
 * layer      layers: parameters and a composition of ops; each describes itself
 * op         differentiable steps by subject, one file each, forward beside backward; Ops is their functional form
 * tensor     Shape, Tensor, Parameter, and the Tape that records ops
 * math       loops over float[], threads, and the seeded generator; imports nothing
 * file       files of named arrays, strict JSON, saving that leaves an old file or a whole new one
 * text       names, hints, numbers for people and for machines, errors of files
 * </pre>
 */
package org.cellwise;
