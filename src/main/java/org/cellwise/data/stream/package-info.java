/** Sources whose rows are not all in memory at once: read by blocks, in an order that a seed decides. */
package org.cellwise.data.stream;
