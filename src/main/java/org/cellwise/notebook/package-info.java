/**
 * How values reach a notebook: MIME bundles, displays that are updated in place, the live view of training, and the
 * bridge to whichever kernel is running. Kernels are reached by reflection alone, so one jar serves all of them.
 */
package org.cellwise.notebook;
