package dev.nvent.store.it;

import dev.nvent.store.jooq.Nvent;
import org.jooq.EnumType;
import org.jooq.Schema;

/** An enum type of the user, as the Maven plugin generates it. */
public enum Mood implements EnumType {
    HAPPY("happy"),
    SO_SO("so-so"),
    IT_IS_BAD("It's bad");

    private final String literal;

    Mood(String literal) {
        this.literal = literal;
    }

    @Override
    public Schema getSchema() {
        return Nvent.NVENT;
    }

    @Override
    public String getName() {
        return "mood";
    }

    @Override
    public String getLiteral() {
        return literal;
    }
}
