/** Networks of our layers from the graphs of other software: ONNX models, Keras's files. */
package org.cellwise.model.rebuild;
