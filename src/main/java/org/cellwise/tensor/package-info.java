/** Shapes, tensors, parameters and the tape that records what happened to them. */
package org.cellwise.tensor;
