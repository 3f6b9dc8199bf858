/** Optimizers: how weights move along gradients. */
package org.cellwise.train.optimizer;
