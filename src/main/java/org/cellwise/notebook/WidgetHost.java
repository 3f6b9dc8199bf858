package org.cellwise.notebook;

import java.util.Map;
import java.util.function.Consumer;

/** A kernel that keeps what a page shows of widgets in step with the objects behind them. */
public interface WidgetHost {

    /** One model in the page. */
    interface Model {
        String id();

        /** Changes some of its state in the page. */
        void update(Map<String, Object> changed);

        /** From now on what code prints, shows and throws that hears of this model goes to that output area. */
        void showIn(Model area);

        /** Whether a page has asked for it anew: one that was loaded again, where displays of before stand still. */
        boolean wasLoadedAgain();
    }

    /**
     * Makes a model in the page, as ipywidgets describes it.
     *
     * @param state texts, numbers, booleans, lists
     * @param heard gets what the page changes, on the thread of the cells: the changed state, or what happened
     */
    Model open(Map<String, Object> state, Consumer<Map<String, Object>> heard);

    /** Runs work on the thread of the cells once no request of a front end is waiting. */
    void whenIdle(Runnable work);
}
