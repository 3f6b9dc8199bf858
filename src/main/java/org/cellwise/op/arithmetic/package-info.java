/** Sums, products and functions of tensors: what layers and losses of one's own are composed of. */
package org.cellwise.op.arithmetic;
