/** Values over time as windows to learn from. */
package org.cellwise.data.series;
