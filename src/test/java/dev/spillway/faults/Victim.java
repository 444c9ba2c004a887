package dev.spillway.faults;

import java.io.IOException;

/** A process of the bench that can be hurt. All of it blocks. */
interface Victim {
    /** For people, e.g. {@code gateway-1}. */
    String name();

    /** SIGKILL. */
    void kill() throws IOException;

    /** Starts it again after {@link #kill}, and returns when it answers. */
    void restart() throws IOException;

    /** SIGSTOP. */
    void pause() throws IOException;

    /** SIGCONT; returns when it answers. */
    void resume() throws IOException;
}
