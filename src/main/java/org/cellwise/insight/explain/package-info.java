/** What a trained network goes by, as numbers: which columns, which pixels, which training rows. */
package org.cellwise.insight.explain;
