/** Neural networks in Java notebooks: build a network, train it cell by cell, and see inside. */
package org.cellwise;
