/** Weights from other software: whose array is whose, shown before anything is taken. */
package org.cellwise.model.exchange;
