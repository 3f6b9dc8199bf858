package org.cellwise.notebook;

/** Sends to the front end so that neither an interrupt nor a failure there does harm here. */
final class Publishing {
    /** What is to be sent. */
    interface Message {
        void send() throws Exception;
    }

    private Publishing() {}

    /**
     * Sends with the thread's interrupt flag put aside, since sockets throw when it is set, and sets it again after.
     *
     * @return whether it was sent
     */
    static boolean guarded(Message message) {
        boolean interrupted = Thread.interrupted();
        try {
            message.send();
            return true;
        } catch (Throwable failure) { // nothing that is only shown may end what is being computed
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
