/** Names, hints, numbers for people and for machines, errors of files: text that every package writes alike. */
package org.cellwise.text;
