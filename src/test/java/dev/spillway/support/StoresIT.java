package dev.spillway.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoresIT {
    @Test
    void startsARealRedisAndARealPostgres() {
        assertThat(TestStores.redis().port()).isPositive();
        assertThat(TestStores.postgres().port()).isPositive();
    }
}
