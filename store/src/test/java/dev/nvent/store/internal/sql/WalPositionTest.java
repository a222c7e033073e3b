package dev.nvent.store.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalPositionTest {

    @Test
    void positions_compare_by_both_parts() {
        WalPosition position = WalPosition.parse("16/B374D848");

        assertThat(position.isAtLeast(WalPosition.parse("16/B374D848"))).isTrue();
        assertThat(position.isAtLeast(WalPosition.parse("15/FFFFFFFF"))).isTrue();
        assertThat(position.isAtLeast(WalPosition.parse("16/B374D849"))).isFalse();
        assertThat(position.isAtLeast(WalPosition.parse("FFFFFFFF/0"))).isFalse();
    }
}
