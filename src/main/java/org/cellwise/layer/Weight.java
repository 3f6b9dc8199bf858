package org.cellwise.layer;

import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** A parameter as a layer holds it. */
public record Weight(Parameters owner, Parameter parameter) {
    /** Its live values as a tensor on a tape. */
    public Tensor on(Tape tape) {
        return tape.parameter(owner, parameter);
    }
}
