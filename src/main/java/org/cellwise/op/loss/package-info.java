/** Distances of outputs and targets. */
package org.cellwise.op.loss;
