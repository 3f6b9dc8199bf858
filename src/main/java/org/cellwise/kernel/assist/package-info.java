/** What a front end offers while a cell is typed, besides what JShell knows. */
package org.cellwise.kernel.assist;
