/** Metrics and reports: how good outputs are. */
package org.cellwise.train.metric;
