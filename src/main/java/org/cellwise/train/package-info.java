/** Training: losses, optimizers, the trainer and its history. */
package org.cellwise.train;
