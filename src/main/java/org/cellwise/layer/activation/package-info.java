/** Layers that are a function of each number or row, with nothing to learn. */
package org.cellwise.layer.activation;
