package org.cellwise.train.search;

import java.util.List;
import org.cellwise.train.Epochs;

/** Where the trainings of a search run, if not on threads of this process. */
public interface Trials {
    /**
     * Loss and metrics of each choice in each fold; a choice that diverges has an infinite loss alone.
     *
     * @param settings no two of which train alike
     */
    List<CrossValidation> judge(List<Setting> settings, Epochs epochs);
}
