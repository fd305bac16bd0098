package io.sluice.runtime.client;

/**
 * An event as a stream tells it.
 *
 * @param id by which the gateway knows it
 * @param type what kind of thing has happened
 * @param data what is said of it
 */
public record ServerEvent(String id, String type, Document data) {}
