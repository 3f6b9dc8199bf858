/** Text as whole numbers, and as rows to learn from. */
package org.cellwise.data.text;
