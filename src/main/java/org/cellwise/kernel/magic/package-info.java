/** What a cell can say besides Java: {@code %jars lib/*.jar}, {@code %%loadFromPOM}. */
package org.cellwise.kernel.magic;
