/** Layers that give the same numbers in another shape or order. */
package org.cellwise.layer.shape;
