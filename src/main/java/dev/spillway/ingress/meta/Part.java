package dev.spillway.ingress.meta;

/**
 * What becomes one event.
 *
 * @param shape what kind of element it is, by the array it stood in
 * @param name the array's name
 * @param element its bytes and texts
 * @param thread the person whose conversation it was found in; empty outside of histories
 */
record Part(Shape shape, String name, Element element, String thread) {
    Part(Shape shape, String name, Element element) {
        this(shape, name, element, "");
    }

    /** Something of no known form, kept as it is. */
    static Part stray(String name, Element element) {
        return new Part(Shape.STRAY, name, element);
    }
}
