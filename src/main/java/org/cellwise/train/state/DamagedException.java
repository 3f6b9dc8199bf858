package org.cellwise.train.state;

import java.io.IOException;

/** What was read cannot have been written. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
