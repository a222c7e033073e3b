package dev.nvent.store.subject;

/** What an operation is about: a stream of events or a sorted index. */
public sealed interface Subject permits StreamSubject, IndexSubject {}
