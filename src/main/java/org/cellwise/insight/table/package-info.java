/** What a table shows before anything is learned from it, as numbers and sentences. */
package org.cellwise.insight.table;
