package dev.spillway.dead;

/**
 * What an action would touch, and the word that lets it act.
 *
 * @param count letters at the moment
 * @param confirm valid once, for five minutes, for the same action and filter; letters that die later are not touched
 */
public record DeadOffer(long count, String confirm) {}
