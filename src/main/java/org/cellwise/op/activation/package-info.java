/** Functions of each number, or of each row: what makes a network more than one matrix. */
package org.cellwise.op.activation;
