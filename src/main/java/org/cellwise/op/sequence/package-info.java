/** Steps over sequences (B, length, width): attention, recurrence, embedding. */
package org.cellwise.op.sequence;
