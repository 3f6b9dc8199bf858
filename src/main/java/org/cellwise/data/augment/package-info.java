/** Images changed by chance each time they are trained on. */
package org.cellwise.data.augment;
