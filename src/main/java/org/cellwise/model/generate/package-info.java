/** Text from networks that predict the next token. */
package org.cellwise.model.generate;
