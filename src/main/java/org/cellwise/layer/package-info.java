/** Layers: parameters and a composition of ops; no gradients, no buffers. */
package org.cellwise.layer;
