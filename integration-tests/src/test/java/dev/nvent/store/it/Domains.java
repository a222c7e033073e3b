package dev.nvent.store.it;

import dev.nvent.store.jooq.Nvent;
import java.math.BigDecimal;
import org.jooq.Domain;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;

/** Domains of the user, as the Maven plugin generates them. */
final class Domains {

    static final Domain<String> EMAIL =
            Internal.createDomain(Nvent.NVENT, DSL.name("email"), DSL.comment(""), SQLDataType.CLOB);
    static final Domain<BigDecimal> PERCENT =
            Internal.createDomain(Nvent.NVENT, DSL.name("percent"), DSL.comment(""), SQLDataType.NUMERIC(5, 2));
    static final Domain<Integer> QUANTITY = Internal.createDomain(
            Nvent.NVENT,
            DSL.name("quantity"),
            DSL.comment(""),
            SQLDataType.INTEGER.nullable(false).defaultValue(DSL.field(DSL.raw("0"), SQLDataType.INTEGER)));

    private Domains() {}
}
