/** What happens when cells fill the heap: the kernel says what fills it, and lives. */
package org.cellwise.kernel.heap;
