/** The same numbers under another shape, or a part of them. */
package org.cellwise.op.shape;
