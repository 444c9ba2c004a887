package dev.spillway.gate;

/** A template by its name and language at Meta. */
public record TemplateName(String name, String language) {}
