/** One file for each differentiable step: forward beside backward. */
package org.cellwise.op;
