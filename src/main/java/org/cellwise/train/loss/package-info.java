/** Losses: how far outputs are from targets. */
package org.cellwise.train.loss;
