/** How the values of a column become numbers, and back: encoders and scalers, fitted on training rows, which describe themselves. */
package org.cellwise.data.encode;
