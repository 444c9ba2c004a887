package dev.spillway.sandbox;

/** Why the sandbox ends early, in words for the person in front of it. */
final class SandboxFailure extends Exception {
    SandboxFailure(String message) {
        super(message);
    }

    SandboxFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
