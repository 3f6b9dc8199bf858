/** Normalisation over a batch or over a row. */
package org.cellwise.op.norm;
